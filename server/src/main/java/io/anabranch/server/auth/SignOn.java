package io.anabranch.server.auth;

import io.anabranch.server.auth.Sessions.Session;
import io.anabranch.server.auth.Sessions.Token;
import io.anabranch.server.postgres.AccessOutcome;
import io.anabranch.server.postgres.SessionTable;
import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Begins, prolongs and ends sessions. What is ended is over on this server with the answer, and on
 * all others as soon as they hear of it. Safe for use by many threads.
 */
public final class SignOn {

  private static final Duration BRIEF = Duration.ofHours(1);

  private final SessionTable table;
  private final Sessions sessions;
  private final AccountChanges changes;

  public SignOn(SessionTable table, Sessions sessions, AccountChanges changes) {
    this.table = table;
    this.sessions = sessions;
    this.changes = changes;
  }

  /**
   * A session of a user who has just proved to be that user.
   *
   * @throws FailureException Unauthenticated when the user is gone meanwhile
   */
  public Token begin(String userId) {
    Token token = sessions.issue(userId, generation(userId));
    Trail.signsOn(userId);
    return token;
  }

  /** As {@link #begin}, for a time of its own; it cannot be prolonged. */
  public Token beginFor(String userId, Duration time) {
    Token token = sessions.issueFor(userId, generation(userId), time);
    Trail.signsOn(userId);
    return token;
  }

  /** As {@link #beginFor}, until then. */
  public Token beginUntil(String userId, Instant end) {
    return beginFor(userId, Duration.between(sessions.now(), end));
  }

  /**
   * How long a session lasts for which a client asks; short, unless it says.
   *
   * @param field of the request, for people
   * @throws FailureException Invalid when it is longer than any may be
   */
  public Duration time(String field, @Nullable Long seconds) {
    long longest = sessions.maxDuration().toSeconds();
    if (seconds == null) {
      return Duration.ofSeconds(Math.min(BRIEF.toSeconds(), longest));
    }
    if (seconds < 1 || seconds > longest) {
      throw new FailureException(
          new Failure.Invalid(
              "%s: is from 1 to %d, the longest that this server gives".formatted(field, longest)));
    }
    return Duration.ofSeconds(seconds);
  }

  private long generation(String userId) {
    return table
        .findGeneration(userId)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Unauthenticated("the user does not exist any more")));
  }

  /**
   * @throws FailureException Invalid when it was given for a time of its own
   */
  Token renew(Session session) {
    return sessions
        .renew(session)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Invalid(
                        "this session was given for a short time and cannot be renewed: sign in"
                            + " again")));
  }

  void end(Session session) {
    try {
      table.revoke(session.id(), session.end());
    } finally {
      changes.happened();
    }
  }

  /** False when there is no such user. */
  boolean endAll(String userId) {
    try {
      return table.revokeAll(userId) == AccessOutcome.DONE;
    } finally {
      changes.happened();
    }
  }
}
