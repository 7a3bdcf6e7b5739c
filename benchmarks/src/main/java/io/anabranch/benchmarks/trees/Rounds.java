package io.anabranch.benchmarks.trees;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Times calls side by side. All take turns, first until the compiler has long seen enough of them,
 * then to be measured: what else goes on, in this JVM or beside it, meets all of them alike.
 */
final class Rounds {

  private static final int WARM_UP_ROUNDS = 300;
  private static final long WARM_UP_NANOS = 10_000_000_000L;
  private static final int ROUNDS = 101;

  private Rounds() {}

  /**
   * @param calls are given the number of the round
   * @return the median of each, in milliseconds
   */
  static double[] medians(List<IntConsumer> calls) {
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_ROUNDS || System.nanoTime() - start < WARM_UP_NANOS; i++) {
      for (IntConsumer call : calls) {
        call.accept(i);
      }
    }
    double[][] millis = new double[calls.size()][ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      for (int c = 0; c < millis.length; c++) {
        long before = System.nanoTime();
        calls.get(c).accept(i);
        millis[c][i] = (System.nanoTime() - before) / 1e6;
      }
    }
    return Arrays.stream(millis).mapToDouble(Rounds::median).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
