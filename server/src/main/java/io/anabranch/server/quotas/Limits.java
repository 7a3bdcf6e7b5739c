package io.anabranch.server.quotas;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Quota;
import io.anabranch.server.postgres.QuotaTable.Scope;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all quotas as they were at one version. Safe for use by many threads.
 *
 * @param version of the quotas; zero before they were read
 * @param stored whose bytes and objects are counted
 * @param rates one for each limit on requests, with what it has let pass of late
 */
record Limits(long version, Set<Owner> stored, Map<Owner, Rate> rates) {

  static final Limits NONE = new Limits(0, Set.of(), Map.of());

  /** So many requests a second, the unused ones of a second gone with it. */
  record Rate(int requestsPerSecond, RateLimiter limiter) {

    static Rate of(Owner owner, int requestsPerSecond) {
      var config =
          RateLimiterConfig.custom()
              .limitForPeriod(requestsPerSecond)
              .limitRefreshPeriod(Duration.ofSeconds(1))
              .timeoutDuration(Duration.ZERO)
              .build();
      return new Rate(requestsPerSecond, RateLimiter.of(owner.toString(), config));
    }
  }

  /** Those of other quotas; what has not changed goes on as it was. */
  Limits with(long newVersion, List<Quota> quotas) {
    return new Limits(
        newVersion,
        quotas.stream()
            .filter(quota -> quota.limits().countsStorage())
            .map(Quota::owner)
            .collect(Collectors.toUnmodifiableSet()),
        quotas.stream()
            .filter(quota -> quota.limits().requestsPerSecond().isPresent())
            .collect(toUnmodifiableMap(Quota::owner, this::rate)));
  }

  private Rate rate(Quota quota) {
    int wanted = quota.limits().requestsPerSecond().orElseThrow();
    @Nullable Rate known = rates.get(quota.owner());
    return known != null && known.requestsPerSecond() == wanted
        ? known
        : Rate.of(quota.owner(), wanted);
  }

  boolean limitsRequestsToStores() {
    return rates.keySet().stream().anyMatch(owner -> owner.scope() == Scope.STORE);
  }
}
