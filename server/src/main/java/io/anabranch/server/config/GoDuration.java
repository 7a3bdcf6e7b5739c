package io.anabranch.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the form of Go: {@code 300ms}, {@code 1h30m}, {@code 1.5s}. Never negative here. */
public final class GoDuration {

  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h)");

  /** About 292 years, the longest that Go can say. */
  private static final BigDecimal LONGEST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

  private GoDuration() {}

  /** Empty when the text is no duration. */
  public static Optional<Duration> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (BadValueException e) {
      return Optional.empty();
    }
  }

  static Duration parse(String text) throws BadValueException {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosOf(part.group(2))));
      end = part.end();
    }
    if (end == 0 || end != text.length() || nanos.compareTo(LONGEST_NANOS) > 0) {
      throw new BadValueException(
          "`" + text + "` is not a duration; write a number with a unit, such as 300ms, 5m or 24h");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  static String print(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.toNanosPart() != 0) {
      return BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
    }
    StringBuilder text = new StringBuilder();
    appendPart(text, duration.toHours(), "h");
    appendPart(text, duration.toMinutesPart(), "m");
    appendPart(text, duration.toSecondsPart(), "s");
    return text.toString();
  }

  private static void appendPart(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }

  private static BigDecimal nanosOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> throw new IllegalArgumentException(unit);
        });
  }
}
