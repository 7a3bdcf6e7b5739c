package io.anabranch.server.api;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Dates as parameters of the query have them. */
public final class Dates {

  private Dates() {}

  /**
   * The moment that a parameter names; empty when its text is.
   *
   * @throws FailureException Invalid when it is no date with an offset
   */
  public static Optional<Instant> find(String parameter, String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new FailureException(
          new Failure.Invalid(
              parameter + " must be a date such as 2026-01-31T12:00:00Z, not '" + text + "'"),
          e);
    }
  }
}
