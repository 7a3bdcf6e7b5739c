package io.anabranch.server.audit;

import io.anabranch.server.access.Action;
import io.anabranch.server.postgres.AuditTable.Event;
import io.anabranch.server.postgres.AuditTable.Outcome;
import io.anabranch.server.trail.Presented;
import io.anabranch.server.trail.Trail;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes an event of every request to an operation, when its answer is known. Those that are rare
 * and matter most, refusals and changes of who may do what, are written before the answer goes out;
 * the others are on their way.
 */
@ServerFilter("/api/**")
final class AuditFilter {

  /** What requests that read and write data are asked for. */
  private static final Set<Action> OF_DATA =
      EnumSet.of(
          Action.READ_OBJECT,
          Action.WRITE_OBJECT,
          Action.DELETE_OBJECT,
          Action.LIST_OBJECTS,
          Action.CREATE_COMMIT,
          Action.READ_COMMIT,
          Action.CREATE_BRANCH,
          Action.DELETE_BRANCH,
          Action.READ_BRANCH,
          Action.REVERT_BRANCH,
          Action.CREATE_TAG,
          Action.DELETE_TAG,
          Action.READ_TAG);

  private static final Set<HttpMethod> READING = EnumSet.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final String BEGINNING = "anabranch.audit";

  private final AuditEvents events;
  private final AuditWriter writer;
  private final InstantSource clock;

  AuditFilter(AuditEvents events, AuditWriter writer, InstantSource clock) {
    this.events = events;
    this.writer = writer;
    this.clock = clock;
  }

  /** Refuses what there would be no room to write of, before anything of it is done. */
  @RequestFilter
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void begin(HttpRequest<?> request) {
    if (writer.isOn()) {
      RouteAttributes.getRouteMatch(request)
          .ifPresent(
              match -> {
                writer.requireRoom();
                request.setAttribute(
                    BEGINNING,
                    new AuditEvents.Beginning(match, clock.instant(), System.nanoTime()));
              });
    }
  }

  /**
   * Before the filter that may refuse, as the other half is: what stands behind it does not see its
   * refusals. A stage of {@code Void} would not be waited for.
   */
  @ResponseFilter
  @Order(Ordered.HIGHEST_PRECEDENCE)
  CompletionStage<HttpResponse<?>> end(HttpRequest<?> request, HttpResponse<?> response) {
    return request
        .removeAttribute(BEGINNING, AuditEvents.Beginning.class)
        .<CompletionStage<HttpResponse<?>>>map(
            beginning -> {
              Trail trail = Trail.of(request);
              Event event = events.event(beginning, request, response, trail);
              return writer
                  .submit(event, isUrgent(request, event, trail))
                  .<HttpResponse<?>>thenApply(_ -> response);
            })
        .orElseGet(() -> CompletableFuture.completedStage(response));
  }

  private static boolean isUrgent(HttpRequest<?> request, Event event, Trail trail) {
    if (event.outcome() == Outcome.DENIED) {
      return true;
    }
    boolean changes = !READING.contains(request.getMethod());
    boolean signedOn = trail.presented().kind() != Presented.Kind.NONE;
    return changes && signedOn && !isOfData(trail);
  }

  private static boolean isOfData(Trail trail) {
    return !trail.actions().isEmpty() && OF_DATA.containsAll(trail.actions());
  }
}
