package io.anabranch.versioning.ref;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time as it is written in a ref expression: {@code 2026-01-02T03:04:05Z} (RFC 3339),
 * {@code 2026-01-02} (when that day begins in UTC), {@code 3 days ago} or {@code 3.days.ago}
 * (seconds, minutes, hours, days of 24 hours, weeks), {@code yesterday} (24 hours ago), {@code
 * now}.
 */
public sealed interface Moment {

  /** The same whenever it is asked for. */
  record Absolute(Instant time) implements Moment {}

  /** So long before it is asked for. */
  record Ago(Duration duration) implements Moment {}

  Pattern AGO = Pattern.compile("(\\d{1,9})[ .](second|minute|hour|day|week)s?[ .]ago");

  /** Nothing has happened before, or will after. Times beyond are taken for these. */
  Instant FIRST = Instant.EPOCH;

  Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  /** Empty when the text is none of the forms. */
  static Optional<Moment> parse(String text) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return Optional.of(new Ago(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)))));
    }
    return switch (text) {
      case "now" -> Optional.of(new Ago(Duration.ZERO));
      case "yesterday" -> Optional.of(new Ago(Duration.ofDays(1)));
      default -> parseAbsolute(text).map(Absolute::new);
    };
  }

  default Instant at(Instant now) {
    Instant time =
        switch (this) {
          case Absolute(Instant given) -> given;
          case Ago(Duration duration) -> now.minus(duration);
        };
    return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
  }

  private static Optional<Instant> parseAbsolute(String text) {
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "second" -> Duration.ofSeconds(1);
      case "minute" -> Duration.ofMinutes(1);
      case "hour" -> Duration.ofHours(1);
      case "day" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
