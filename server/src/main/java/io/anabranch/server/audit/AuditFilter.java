package io.anabranch.server.audit;

import io.anabranch.server.trail.Trail;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes an event of every request to an operation of the API. */
@ServerFilter("/api/**")
final class AuditFilter {

  /** What {@link #begin} leaves for {@link #end}. */
  private record Begun(RequestAudit.Beginning beginning, RouteMatch<?> match) {}

  private static final String BEGINNING = "anabranch.audit";

  private final RequestAudit audit;

  AuditFilter(RequestAudit audit) {
    this.audit = audit;
  }

  /** Refuses what there would be no room to write of, before anything of it is done. */
  @RequestFilter
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void begin(HttpRequest<?> request) {
    RouteAttributes.getRouteMatch(request)
        .ifPresent(
            match ->
                audit
                    .begin(operation(match))
                    .ifPresent(begun -> request.setAttribute(BEGINNING, new Begun(begun, match))));
  }

  /**
   * Before the filter that may refuse, as the other half is: what stands behind it does not see its
   * refusals. A stage of {@code Void} would not be waited for.
   */
  @ResponseFilter
  @Order(Ordered.HIGHEST_PRECEDENCE)
  CompletionStage<HttpResponse<?>> end(HttpRequest<?> request, HttpResponse<?> response) {
    return request
        .removeAttribute(BEGINNING, Begun.class)
        .map(
            begun ->
                audit.end(
                    begun.beginning(),
                    request,
                    response,
                    Subject.of(begun.match(), request, Trail.of(request))))
        .orElseGet(() -> CompletableFuture.completedStage(response));
  }

  /** Methods of controllers have the names of their operations. */
  private static String operation(RouteMatch<?> match) {
    return match.getRouteInfo() instanceof MethodBasedRouteInfo<?, ?> method
        ? method.getTargetMethod().getMethodName()
        : match.getRouteInfo().toString();
  }
}
