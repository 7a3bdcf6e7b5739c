package io.anabranch.versioning.failure;

import org.jspecify.annotations.Nullable;

/** Carries a {@link Failure} to whoever answers the caller. */
public final class FailureException extends RuntimeException {

  private final Failure failure;

  public FailureException(Failure failure) {
    this(failure, null);
  }

  /** The cause is for the log only. */
  public FailureException(Failure failure, @Nullable Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
