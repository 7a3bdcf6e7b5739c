package io.anabranch.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random histories give what a naive model gives. */
class RandomHistoryTest {

  private static final int STEPS = 40;

  @Test
  void manyShortHistories() {
    run(20_260_101, 100);
  }

  @Test
  @Tag("nightly")
  void manyMoreHistories() {
    run(new Random().nextLong(), 5_000);
  }

  private static void run(long firstSeed, int histories) {
    for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
      int step = 0;
      try {
        RandomHistory history = new RandomHistory(new Random(seed));
        for (; step < STEPS; step++) {
          history.step();
          history.check();
        }
        assertThat(history.commits()).isPositive();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed %d, step %d: %s".formatted(seed, step, e.getMessage()), e);
      }
    }
  }
}
