package io.anabranch.server.audit;

import io.anabranch.server.postgres.AuditTable.Position;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Places of events as texts: microseconds since 1970, a hyphen, and a number. */
final class Positions {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,17})-(\\d{1,18}|[1-8]\\d{18})");

  /** After all that will ever be. */
  private static final Position END = new Position(Instant.parse("9999-12-31T00:00:00Z"), 0);

  private Positions() {}

  static String text(Position position) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, position.time()) + "-" + position.id();
  }

  /**
   * @param text empty for the latest
   * @throws FailureException Invalid when it is no place
   */
  static Position parse(String text) {
    if (text.isEmpty()) {
      return END;
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new FailureException(
          new Failure.Invalid("after: is no id of an event: send next_offset of the former page"));
    }
    return new Position(
        Instant.EPOCH.plus(Long.parseLong(matcher.group(1)), ChronoUnit.MICROS),
        Long.parseLong(matcher.group(2)));
  }
}
