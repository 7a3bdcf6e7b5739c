package io.anabranch.server.failures;

import io.anabranch.versioning.failure.Failure;
import java.time.Duration;

/**
 * The kind of a failure by a name that may be stored: with the message it is the failure again. The
 * names are in databases, so they stay.
 */
public enum FailureCode {
  NOT_FOUND,
  ALREADY_EXISTS,
  INVALID,
  UNAUTHENTICATED,
  FORBIDDEN,
  CONFLICT,
  PRECONDITION_FAILED,
  RANGE_NOT_SATISFIABLE,
  GONE,
  OVER_QUOTA,
  BUSY,
  UNAVAILABLE,
  OUTCOME_UNKNOWN,
  UNSUPPORTED,
  CORRUPT;

  /** A failure that is stored is looked at later: there is nothing to wait for any more. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  public static FailureCode of(Failure failure) {
    return switch (failure) {
      case Failure.NotFound _ -> NOT_FOUND;
      case Failure.AlreadyExists _ -> ALREADY_EXISTS;
      case Failure.Invalid _ -> INVALID;
      case Failure.Unauthenticated _ -> UNAUTHENTICATED;
      case Failure.Forbidden _ -> FORBIDDEN;
      case Failure.Conflict _ -> CONFLICT;
      case Failure.PreconditionFailed _ -> PRECONDITION_FAILED;
      case Failure.RangeNotSatisfiable _ -> RANGE_NOT_SATISFIABLE;
      case Failure.Gone _ -> GONE;
      case Failure.OverQuota _ -> OVER_QUOTA;
      case Failure.Busy _ -> BUSY;
      case Failure.Unavailable _ -> UNAVAILABLE;
      case Failure.OutcomeUnknown _ -> OUTCOME_UNKNOWN;
      case Failure.Unsupported _ -> UNSUPPORTED;
      case Failure.Corrupt _ -> CORRUPT;
    };
  }

  /** The failure of this kind. The size of the object of an unsatisfiable range is not kept. */
  public Failure failure(String message) {
    return switch (this) {
      case NOT_FOUND -> new Failure.NotFound(message);
      case ALREADY_EXISTS -> new Failure.AlreadyExists(message);
      case INVALID -> new Failure.Invalid(message);
      case UNAUTHENTICATED -> new Failure.Unauthenticated(message);
      case FORBIDDEN -> new Failure.Forbidden(message);
      case CONFLICT -> new Failure.Conflict(message);
      case PRECONDITION_FAILED -> new Failure.PreconditionFailed(message);
      case RANGE_NOT_SATISFIABLE -> new Failure.RangeNotSatisfiable(message, 0);
      case GONE -> new Failure.Gone(message);
      case OVER_QUOTA -> new Failure.OverQuota(message);
      case BUSY -> new Failure.Busy(message, RETRY_AFTER);
      case UNAVAILABLE -> new Failure.Unavailable(message, RETRY_AFTER);
      case OUTCOME_UNKNOWN -> new Failure.OutcomeUnknown(message);
      case UNSUPPORTED -> new Failure.Unsupported(message);
      case CORRUPT -> new Failure.Corrupt(message);
    };
  }
}
