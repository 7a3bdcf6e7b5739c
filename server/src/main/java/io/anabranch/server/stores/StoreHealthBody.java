package io.anabranch.server.stores;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.anabranch.blockstore.health.BreakerCondition;
import io.anabranch.blockstore.health.OperationCondition;
import io.anabranch.blockstore.health.PermitUsage;
import io.anabranch.blockstore.health.StoreCondition;
import io.anabranch.blockstore.health.StoreCondition.Trouble;
import io.anabranch.blockstore.health.StoreHealth;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a store fares, as the API shows it. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreHealthBody(
    String storageId,
    String state,
    List<String> reasons,
    long windowSeconds,
    List<OperationBody> operations,
    Map<String, PermitsBody> permits,
    @Nullable BreakerBody breaker,
    @Nullable TroubleBody lastTrouble) {

  /** Latencies are in milliseconds. */
  @Serdeable
  record OperationBody(
      String operation,
      long calls,
      Map<String, Long> outcomes,
      @JsonProperty("median_ms") double median,
      @JsonProperty("p95_ms") double p95,
      @JsonProperty("p99_ms") double p99,
      @JsonProperty("longest_ms") double longest) {

    static OperationBody of(OperationCondition operation) {
      var latency = operation.latency();
      return new OperationBody(
          operation.operation(),
          operation.calls(),
          operation.outcomes(),
          milliseconds(latency.median()),
          milliseconds(latency.p95()),
          milliseconds(latency.p99()),
          milliseconds(latency.longest()));
    }

    private static double milliseconds(Duration duration) {
      return duration.toNanos() / 1e6;
    }
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record PermitsBody(int limit, int taken, int waiting) {

    static PermitsBody of(PermitUsage usage) {
      return new PermitsBody(usage.limit(), usage.taken(), usage.waiting());
    }
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record BreakerBody(String state, @Nullable Long openUntil) {

    static BreakerBody of(BreakerCondition breaker) {
      return new BreakerBody(
          word(breaker.state()), breaker.until().map(Instant::getEpochSecond).orElse(null));
    }
  }

  @Serdeable(naming = SnakeCaseStrategy.class)
  record TroubleBody(String operation, String outcome, String message, long time) {

    static TroubleBody of(Trouble trouble) {
      return new TroubleBody(
          trouble.operation(), trouble.outcome(), trouble.message(), trouble.at().getEpochSecond());
    }
  }

  static StoreHealthBody of(Store store) {
    StoreCondition condition = store.condition().get();
    StoreHealth health = StoreHealth.of(condition);
    return new StoreHealthBody(
        store.name(),
        word(health.state()),
        health.reasons(),
        condition.window().toSeconds(),
        condition.operations().stream().map(OperationBody::of).toList(),
        permits(condition),
        condition.breaker().map(BreakerBody::of).orElse(null),
        condition.lastTrouble().map(TroubleBody::of).orElse(null));
  }

  private static Map<String, PermitsBody> permits(StoreCondition condition) {
    Map<String, PermitsBody> permits = new TreeMap<>();
    condition.calls().ifPresent(usage -> permits.put("calls", PermitsBody.of(usage)));
    condition.openObjects().ifPresent(usage -> permits.put("open_objects", PermitsBody.of(usage)));
    return permits;
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
