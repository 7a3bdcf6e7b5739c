package io.anabranch.server.actions.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * Makes ids of runs: 20 characters of base 32 in lower case, of which later ones sort first: 11 of
 * the microseconds that are left until the year 3000, 9 by chance. Safe for use by many threads.
 */
public final class RunIdSource {

  private static final Instant END = Instant.parse("3000-01-01T00:00:00Z");
  private static final int RADIX = 32;
  private static final int TIME_CHARACTERS = 11;
  private static final int RANDOM_CHARACTERS = 9;
  private static final long RANDOM_BOUND = 1L << 45;

  private final InstantSource clock;
  private final RandomGenerator random;

  public RunIdSource(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public String next() {
    return digits(ChronoUnit.MICROS.between(clock.instant(), END), TIME_CHARACTERS)
        + digits(random.nextLong(RANDOM_BOUND), RANDOM_CHARACTERS);
  }

  private static String digits(long number, int width) {
    String text = Long.toString(number, RADIX);
    return "0".repeat(width - text.length()) + text;
  }
}
