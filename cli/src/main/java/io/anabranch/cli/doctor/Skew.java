package io.anabranch.cli.doctor;

import io.anabranch.doctor.Finding;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How far a server's clock is from this machine's.
 *
 * @param ahead at least, by how much it is later there; zero when both may agree
 */
record Skew(Duration ahead) {

  private static final Duration SOME = Duration.ofSeconds(5);

  /** Signatures of requests are refused beyond it. */
  private static final Duration MUCH = Duration.ofMinutes(15);

  /**
   * @param date an answer's header, which tells whole seconds
   * @param asked before the server wrote it, by the clock here
   * @param answered after it did
   * @return empty when the header tells no time
   */
  static Optional<Skew> of(String date, Instant asked, Instant answered) {
    try {
      Instant there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(new Skew(ahead(there, asked, answered)));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Duration ahead(Instant there, Instant asked, Instant answered) {
    Duration least = Duration.between(answered, there);
    Duration most = Duration.between(asked, there.plusSeconds(1));
    if (least.isPositive()) {
      return least;
    }
    return most.isNegative() ? most : Duration.ZERO;
  }

  Finding finding() {
    if (ahead.abs().compareTo(SOME) <= 0) {
      return Finding.ok("clock", "this machine and the server agree");
    }
    String text =
        "the server is %d s %s this machine"
            .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    return ahead.abs().compareTo(MUCH) > 0
        ? Finding.error("clock", text + ", so signatures are refused: set the clocks")
        : Finding.warning("clock", text + ": set the clocks");
  }
}
