package io.anabranch.server.auth.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;

/** The public keys that the provider publishes, as they are now. */
final class ProviderKeys implements JWKSetSource<SecurityContext> {

  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final Duration WAIT = Duration.ofSeconds(15);

  /** Keys are good for so long while the provider is away. */
  private static final Duration OUTAGE = Duration.ofHours(1);

  private final Discovery discovery;
  private final ProviderRequests requests;

  private ProviderKeys(Discovery discovery, ProviderRequests requests) {
    this.discovery = discovery;
    this.requests = requests;
  }

  /**
   * Remembers them. A key that is not among them has them fetched again, since keys rotate; but not
   * more than twice in that interval, since anybody can make up the name of a key.
   */
  static JWKSource<SecurityContext> cached(
      Discovery discovery, ProviderRequests requests, Duration interval) {
    return JWKSourceBuilder.create(new ProviderKeys(discovery, requests))
        .cache(FRESH.toMillis(), WAIT.toMillis())
        .refreshAheadCache(false)
        .rateLimited(interval.toMillis())
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws JWKSetUnavailableException, JWKSetParseException {
    try {
      return JWKSet.parse(requests.get(discovery.document().getJWKSetURI()));
    } catch (IOException | FailureException e) {
      throw new JWKSetUnavailableException("the provider's keys are not to be had", e);
    } catch (ParseException e) {
      throw new JWKSetParseException("the provider's keys cannot be read", e);
    }
  }

  @Override
  public void close() {}
}
