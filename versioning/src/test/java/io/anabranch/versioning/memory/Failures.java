package io.anabranch.versioning.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that operations are refused. */
public final class Failures {

  private Failures() {}

  /** The message of the failure, which must be of this kind. */
  public static AbstractStringAssert<?> assertFails(
      Class<? extends Failure> kind, ThrowingCallable operation) {
    FailureException e = catchThrowableOfType(FailureException.class, operation);
    assertThat(e).as("not refused").isNotNull();
    assertThat(e.failure()).isInstanceOf(kind);
    return assertThat(e.failure().message());
  }
}
