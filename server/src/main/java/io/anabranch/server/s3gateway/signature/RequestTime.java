package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/**
 * When a request says it was signed.
 *
 * @param basic the same as version 4 writes it, like 20261128T235959Z
 */
record RequestTime(Instant instant, String basic) {

  /** How far the clocks of client and server may be apart. */
  static final Duration SKEW = Duration.ofMinutes(15);

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  /** From a header {@code X-Amz-Date}, else {@code Date}. */
  static RequestTime ofHeaders(SignedParts parts) {
    String date =
        parts
            .single("x-amz-date")
            .or(() -> parts.single("date"))
            .orElseThrow(S3Error.MISSING_DATE::exception);
    return ofBasic(date)
        .or(() -> parse(DateTimeFormatter.RFC_1123_DATE_TIME, date).map(RequestTime::of))
        .orElseThrow(
            () ->
                S3Error.MISSING_DATE.exception(
                    "The date of a signed request must be like 20261128T235959Z, or one of HTTP"));
  }

  /** From a text like 20261128T235959Z. */
  static Optional<RequestTime> ofBasic(String text) {
    return parse(BASIC, text).map(instant -> new RequestTime(instant, text));
  }

  static RequestTime of(Instant instant) {
    return new RequestTime(instant, BASIC.format(instant));
  }

  private static Optional<Instant> parse(DateTimeFormatter format, String text) {
    try {
      return Optional.of(format.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  boolean isAheadOf(Instant now) {
    return instant.isAfter(now.plus(SKEW));
  }

  void requireNear(Instant now) {
    if (isAheadOf(now) || instant.isBefore(now.minus(SKEW))) {
      throw S3Error.REQUEST_TIME_TOO_SKEWED.exception();
    }
  }
}
