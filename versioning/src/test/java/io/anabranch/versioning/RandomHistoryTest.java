package io.anabranch.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random histories give what a naive model gives, however trees are cut and whatever is cached. */
class RandomHistoryTest {

  private static final int STEPS = 50;

  /** From one entry in a range to all in one. */
  private static final List<TreeSettings> SETTINGS =
      List.of(
          new TreeSettings(0, 20L << 20, 4),
          new TreeSettings(0, 1, 1),
          new TreeSettings(100, 300, 2),
          TreeSettings.DEFAULT);

  /** Nothing is kept open, about one small file, all. */
  private static final List<Long> OPEN_BYTES = List.of(0L, 8_000L, Trees.DEFAULT_OPEN_BYTES);

  /** What happens in some history; a run in which one of these does not would prove little. */
  private static final Set<String> HAPPENINGS =
      Set.of(
          "merged DEFAULT",
          "merged SOURCE_WINS",
          "merged DEST_WINS",
          "replayed true",
          "replayed false",
          "moved clean",
          "moved staged",
          "refused Invalid",
          "refused Conflict");

  @Test
  void manyShortHistories() {
    run(20_260_101, 200);
  }

  @Test
  @Tag("nightly")
  void manyMoreHistories() {
    run(new Random().nextLong(), 10_000);
  }

  @Test
  void answersDependOnNeitherRangeSizesNorCaches() {
    for (long seed = 7; seed < 17; seed++) {
      List<List<String>> answers = new ArrayList<>();
      for (TreeSettings settings : SETTINGS) {
        for (long openBytes : OPEN_BYTES) {
          answers.add(run(seed, settings, openBytes, false));
        }
        answers.add(run(seed, settings, Trees.DEFAULT_OPEN_BYTES, true));
      }
      assertThat(answers).as("seed %d", seed).allMatch(answers.getFirst()::equals);
      assertThat(answers.getFirst()).hasSizeGreaterThan(STEPS);
    }
  }

  private static void run(long firstSeed, int histories) {
    Set<String> happened = new HashSet<>();
    for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
      TreeSettings settings = SETTINGS.get(Math.floorMod(seed, SETTINGS.size()));
      happened.addAll(run(seed, settings, Trees.DEFAULT_OPEN_BYTES, Math.floorMod(seed, 7) == 0));
    }
    assertThat(happened).containsAll(HAPPENINGS);
  }

  private static List<String> run(
      long seed, TreeSettings settings, long openBytes, boolean freshEngines) {
    int step = 0;
    try {
      RandomHistory history =
          new RandomHistory(new Random(seed), settings, openBytes, freshEngines);
      for (; step < STEPS; step++) {
        history.step();
        history.check();
      }
      assertThat(history.commits()).isPositive();
      return history.answers();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "seed %d, step %d, %s, %d bytes open, fresh engines %s: %s"
              .formatted(seed, step, settings, openBytes, freshEngines, e.getMessage()),
          e);
    }
  }
}
