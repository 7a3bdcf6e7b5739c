package io.anabranch.server.bytes;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Dates as headers have them, by RFC 9110 §5.6.7. */
public final class HttpDates {

  private HttpDates() {}

  public static String text(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  /** Empty when it cannot be read. */
  public static Optional<Instant> find(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
