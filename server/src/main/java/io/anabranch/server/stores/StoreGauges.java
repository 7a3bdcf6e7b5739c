package io.anabranch.server.stores;

import io.anabranch.blockstore.health.BreakerCondition;
import io.anabranch.blockstore.health.OperationCondition;
import io.anabranch.blockstore.health.PermitUsage;
import io.anabranch.blockstore.health.StoreCondition;
import io.anabranch.blockstore.health.StoreHealth;
import io.anabranch.server.observability.Sampled;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the stores in force fare, as {@code getStoreHealth} tells it, for those who watch meters. */
@Singleton
final class StoreGauges implements Sampled {

  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final Stores stores;
  private final MultiGauge health;
  private final MultiGauge breaker;
  private final MultiGauge permits;
  private final MultiGauge latency;

  StoreGauges(Stores stores, MeterRegistry registry) {
    this.stores = stores;
    this.health =
        MultiGauge.builder("blockstore.health")
            .description("1 for the state that a store is in, 0 for the others")
            .register(registry);
    this.breaker =
        MultiGauge.builder("blockstore.breaker")
            .description("1 for the state that a store's breaker is in, 0 for the others")
            .register(registry);
    this.permits =
        MultiGauge.builder("blockstore.permits")
            .description("Permits for a store: how many there are, are taken and are waited for")
            .register(registry);
    this.latency =
        MultiGauge.builder("blockstore.latency")
            .description("Quantiles of the latency of single attempts of late")
            .baseUnit("seconds")
            .register(registry);
  }

  @Override
  public synchronized void sample() {
    List<Row<?>> healths = new ArrayList<>();
    List<Row<?>> breakers = new ArrayList<>();
    List<Row<?>> usages = new ArrayList<>();
    List<Row<?>> latencies = new ArrayList<>();
    for (Store store : stores.map().stores()) {
      Tags tags = Tags.of("store", store.name());
      StoreCondition condition = store.condition().get();
      addStates(healths, tags, StoreHealth.of(condition).state(), StoreHealth.State.values());
      condition
          .breaker()
          .ifPresent(is -> addStates(breakers, tags, is.state(), BreakerCondition.State.values()));
      condition.calls().ifPresent(usage -> add(usages, tags.and("kind", "calls"), usage));
      condition
          .openObjects()
          .ifPresent(usage -> add(usages, tags.and("kind", "open_objects"), usage));
      condition.operations().forEach(operation -> add(latencies, tags, operation));
    }
    health.register(healths, true);
    breaker.register(breakers, true);
    permits.register(usages, true);
    latency.register(latencies, true);
  }

  private static void addStates(List<Row<?>> rows, Tags tags, Enum<?> is, Enum<?>[] states) {
    for (Enum<?> state : states) {
      String word = state.name().toLowerCase(Locale.ROOT);
      rows.add(Row.of(tags.and("state", word), state == is ? 1 : 0));
    }
  }

  private static void add(List<Row<?>> rows, Tags tags, PermitUsage usage) {
    rows.add(Row.of(tags.and("state", "limit"), usage.limit()));
    rows.add(Row.of(tags.and("state", "taken"), usage.taken()));
    rows.add(Row.of(tags.and("state", "waiting"), usage.waiting()));
  }

  private static void add(List<Row<?>> rows, Tags store, OperationCondition operation) {
    Tags tags = store.and("operation", operation.operation());
    var latency = operation.latency();
    rows.add(Row.of(tags.and("quantile", "0.5"), latency.median().toNanos() / NANOS));
    rows.add(Row.of(tags.and("quantile", "0.95"), latency.p95().toNanos() / NANOS));
    rows.add(Row.of(tags.and("quantile", "0.99"), latency.p99().toNanos() / NANOS));
    rows.add(Row.of(tags.and("quantile", "1"), latency.longest().toNanos() / NANOS));
  }
}
