package io.anabranch.server.observability;

import io.anabranch.server.auth.Anonymous;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the process lives ({@code /livez}), whether it can serve ({@code /readyz}, with the
 * reasons when not), and the answer that clients of the field ask for ({@code /_health}).
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {

  private final List<Readiness> needs;
  private final List<Detail> details;
  private final InstallationId installation;

  HealthController(List<Readiness> needs, List<Detail> details, InstallationId installation) {
    this.needs = needs;
    this.details = details;
    this.installation = installation;
  }

  @Get("/livez")
  @Produces(MediaType.TEXT_PLAIN)
  @Anonymous
  String live() {
    return "alive";
  }

  @Get("/_health")
  @Produces(MediaType.TEXT_PLAIN)
  @Anonymous
  String health() {
    return "alive!" + installation.find().map(id -> " " + id).orElse("");
  }

  @Get("/readyz")
  @Anonymous
  HttpResponse<Map<String, String>> ready() {
    Map<String, String> report = new TreeMap<>();
    boolean ready = true;
    for (Readiness need : needs) {
      var trouble = need.trouble();
      report.put(need.name(), trouble.orElse("ready"));
      ready &= trouble.isEmpty();
    }
    details.forEach(detail -> report.putAll(detail.report()));
    return ready ? HttpResponse.ok(report) : HttpResponse.serverError(report).status(503);
  }
}
