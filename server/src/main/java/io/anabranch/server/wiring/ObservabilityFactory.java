package io.anabranch.server.wiring;

import io.anabranch.blockstore.health.StoreHealth;
import io.anabranch.server.auth.Installation;
import io.anabranch.server.observability.Detail;
import io.anabranch.server.observability.InstallationId;
import io.anabranch.server.observability.Readiness;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.UsageTable;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.Stores;
import io.anabranch.server.usage.Calls;
import io.anabranch.versioning.failure.FailureException;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators watch. */
@Factory
final class ObservabilityFactory {

  private static final Logger log = LoggerFactory.getLogger(ObservabilityFactory.class);

  static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    return registry;
  }

  /** It never changes, so the database is asked until it has answered once. */
  @Singleton
  InstallationId installationId(Installation installation) {
    var known = new AtomicReference<@Nullable String>();
    return () -> {
      try {
        if (known.get() == null) {
          known.set(installation.id());
        }
      } catch (FailureException e) {
        log.debug("the id of the installation is not known yet", e);
      }
      return Optional.ofNullable(known.get());
    };
  }

  /** A store in trouble costs its own repositories only, so the server is ready all the same. */
  @Singleton
  Detail storeHealth(Stores stores) {
    return () -> {
      Map<String, String> report = new TreeMap<>();
      for (Store store : stores.map().stores()) {
        StoreHealth health = store.health();
        String state = health.state().name().toLowerCase(Locale.ROOT);
        report.put(
            "store " + store.name(),
            health.reasons().isEmpty()
                ? state
                : state + ": " + String.join("; ", health.reasons()));
      }
      return report;
    };
  }

  @Singleton
  UsageTable usageTable(Database database) {
    return new UsageTable(database);
  }

  @Singleton
  Calls calls(UsageTable table, InstantSource clock) {
    return new Calls(table, clock);
  }

  @Singleton
  Readiness databaseReadiness(Database database) {
    return new Readiness() {
      @Override
      public String name() {
        return "database";
      }

      @Override
      public Optional<String> trouble() {
        return database.answers() ? Optional.empty() : Optional.of("the database does not answer");
      }
    };
  }
}
