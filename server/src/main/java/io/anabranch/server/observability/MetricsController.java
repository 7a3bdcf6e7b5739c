package io.anabranch.server.observability;

import io.anabranch.server.auth.Anonymous;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** What Prometheus scrapes. */
@Controller("/metrics")
final class MetricsController {

  private final PrometheusMeterRegistry registry;
  private final List<Sampled> sampled;

  MetricsController(PrometheusMeterRegistry registry, List<Sampled> sampled) {
    this.registry = registry;
    this.sampled = sampled;
  }

  @Get
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Anonymous
  String scrape() {
    sampled.forEach(Sampled::sample);
    return registry.scrape();
  }
}
