package io.anabranch.server.audit;

import io.anabranch.server.access.Action;
import io.anabranch.server.postgres.AuditTable.Event;
import io.anabranch.server.postgres.AuditTable.Outcome;
import io.anabranch.server.trail.Presented;
import io.anabranch.server.trail.Trail;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Makes an event of a request to an operation, of any protocol, when its answer is known. Those
 * that are rare and matter most, refusals and changes of who may do what, are written before the
 * answer goes out; the others are on their way. Safe for use by many threads.
 */
@Singleton
public final class RequestAudit {

  /**
   * A request that is being served.
   *
   * @param nanos when it began, as {@link System#nanoTime} has it
   */
  public record Beginning(String operation, Instant time, long nanos) {}

  /** What a request names; what it does not is empty. */
  public record Named(String repository, String ref, String path) {}

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

  private final AuditEvents events;
  private final AuditWriter writer;
  private final InstantSource clock;

  RequestAudit(AuditEvents events, AuditWriter writer, InstantSource clock) {
    this.events = events;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * To be called before anything of the request is done.
   *
   * @return empty when there is no audit log
   * @throws io.anabranch.versioning.failure.FailureException Unavailable when there would be no
   *     room to write of it
   */
  public Optional<Beginning> begin(String operation) {
    if (!writer.isOn()) {
      return Optional.empty();
    }
    writer.requireRoom();
    return Optional.of(new Beginning(operation, clock.instant(), System.nanoTime()));
  }

  /** The answer, when it may go out. */
  public CompletionStage<HttpResponse<?>> end(
      Beginning beginning, HttpRequest<?> request, HttpResponse<?> response, Named named) {
    return end(beginning, request, response, Subject.of(named, Trail.of(request)));
  }

  CompletionStage<HttpResponse<?>> end(
      Beginning beginning, HttpRequest<?> request, HttpResponse<?> response, Subject subject) {
    Trail trail = Trail.of(request);
    Event event = events.event(beginning, request, response, subject, trail);
    return writer
        .submit(event, isUrgent(request, event, trail))
        .<HttpResponse<?>>thenApply(_ -> response);
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
