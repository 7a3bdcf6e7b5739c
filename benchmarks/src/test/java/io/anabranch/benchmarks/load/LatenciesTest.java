package io.anabranch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.benchmarks.load.measure.Latencies;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreThoseOfTheSortedValues() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    long[] values =
        random.longs(10_000, 0, 40).map(bits -> random.nextLong(1L << (1 + bits))).toArray();
    var halves = new Latencies();
    var others = new Latencies();
    for (int i = 0; i < values.length; i++) {
      (i % 2 == 0 ? halves : others).add(values[i]);
    }
    halves.add(others);
    Arrays.sort(values);

    for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(halves.percentile(share).toNanos())
          .as("percentile %s, seed %d", share, seed)
          .isGreaterThanOrEqualTo(exact)
          .isCloseTo(exact, Percentage.withPercentage(1.6));
    }
    assertThat(halves.max().toNanos()).isEqualTo(values[values.length - 1]);
    assertThat(halves.count()).isEqualTo(values.length);
  }

  @Test
  void nothingIsZero() {
    assertThat(new Latencies().percentile(0.5)).isEqualTo(Duration.ZERO);
  }
}
