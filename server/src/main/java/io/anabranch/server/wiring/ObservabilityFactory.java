package io.anabranch.server.wiring;

import io.anabranch.server.observability.Readiness;
import io.anabranch.server.postgres.Database;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What operators watch. */
@Factory
final class ObservabilityFactory {

  static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    return registry;
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
