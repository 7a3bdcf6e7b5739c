package io.anabranch.server.postgres;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what an SQL error means to the caller. Codes: PostgreSQL manual, appendix
 * A. An error that no caller can do anything about stays an {@link IllegalStateException}: a bug.
 */
final class SqlFailures {

  static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  /** Where an error left the work. */
  enum Effect {
    /** Nothing was asked of the database that changes anything. */
    NONE,
    /** The connection may have been lost after the change was made durable. */
    UNKNOWN
  }

  private SqlFailures() {}

  static RuntimeException of(SQLException e, Effect effect) {
    if (isConnectionTrouble(e)) {
      return effect == Effect.UNKNOWN ? outcomeUnknown(e) : unavailable(e);
    }
    String state = state(e);
    return switch (state) {
      case "57014", "55P03" -> busy("The database took too long; try again later", e);
      case "40P01", "40001" -> busy("Another change got in the way; try again", e);
      case "25006" -> unavailable(e);
      default -> byClass(state, e);
    };
  }

  private static RuntimeException byClass(String state, SQLException e) {
    if (state.startsWith("53") || state.startsWith("28") || state.startsWith("3D")) {
      return unavailable(e);
    }
    if (state.startsWith("22")) {
      return new FailureException(
          new Failure.Invalid(
              "A value cannot be stored: text must not hold the character NUL, and dates and numbers"
                  + " must be within the database's range"),
          e);
    }
    return new IllegalStateException("unexpected database error " + state, e);
  }

  /** No connection could be had; nothing has happened. */
  static FailureException unavailable(@Nullable SQLException e) {
    return new FailureException(
        new Failure.Unavailable("The database " + complaint(e) + "; try again later", RETRY_AFTER),
        e);
  }

  static FailureException busy(String message, @Nullable SQLException e) {
    return new FailureException(new Failure.Busy(message, RETRY_AFTER), e);
  }

  private static FailureException outcomeUnknown(SQLException e) {
    return new FailureException(
        new Failure.OutcomeUnknown(
            "The connection to the database was lost before it confirmed the change; look whether it"
                + " took place before trying again"),
        e);
  }

  private static String complaint(@Nullable SQLException e) {
    String state = e == null ? "" : state(e);
    return switch (state) {
      case "53300" -> "has no connection left for this server";
      case "53100" -> "has no disk space left";
      case "25006" -> "takes no changes now";
      case "3D000" -> "does not exist";
      case "28000", "28P01" -> "refuses the user or the password";
      default -> "does not answer";
    };
  }

  /** Whether the connection is of no use any more. */
  static boolean isConnectionTrouble(SQLException e) {
    String state = state(e);
    return state.startsWith("08")
        || state.startsWith("57P")
        || (state.isEmpty() && e.getCause() instanceof IOException);
  }

  /**
   * Whether one request among many of the same statement may be to blame, so that the others would
   * succeed without it.
   */
  static boolean mayBlameOneRequest(SQLException e) {
    String state = state(e);
    return !isConnectionTrouble(e)
        && !state.startsWith("53")
        && !state.startsWith("57")
        && !state.equals("55P03")
        && !state.equals("25006");
  }

  /** Whether a row refers to one that is not there, or is referred to and cannot go. */
  static boolean isReferenceMissing(SQLException e) {
    return state(e).equals("23503");
  }

  /** Whether there is a row with that key already. */
  static boolean isDuplicate(SQLException e) {
    return state(e).equals("23505");
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }
}
