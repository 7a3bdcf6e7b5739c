package io.anabranch.benchmarks.trees;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Times calls side by side. All take turns, first until the compiler has long seen enough of them,
 * then to be measured: what else goes on, in this JVM or beside it, meets all of them alike. The
 * processor time of the calling thread is taken as well, since on a busy machine a call mostly
 * waits for its turn, and waits that are alike hide what differs.
 */
final class Rounds {

  private static final int WARM_UP_ROUNDS = 300;
  private static final long WARM_UP_NANOS = 10_000_000_000L;
  private static final int ROUNDS = 101;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Medians, in milliseconds. */
  record Median(double elapsed, double processor) {}

  private Rounds() {}

  /**
   * @param calls are given the number of the round
   */
  static List<Median> medians(List<IntConsumer> calls) {
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_ROUNDS || System.nanoTime() - start < WARM_UP_NANOS; i++) {
      for (IntConsumer call : calls) {
        call.accept(i);
      }
    }
    long[][] elapsed = new long[calls.size()][ROUNDS];
    long[][] processor = new long[calls.size()][ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      for (int c = 0; c < calls.size(); c++) {
        long before = System.nanoTime();
        long processorBefore = THREADS.getCurrentThreadCpuTime();
        calls.get(c).accept(i);
        processor[c][i] = THREADS.getCurrentThreadCpuTime() - processorBefore;
        elapsed[c][i] = System.nanoTime() - before;
      }
    }
    List<Median> medians = new ArrayList<>();
    for (int c = 0; c < calls.size(); c++) {
      medians.add(new Median(medianMillis(elapsed[c]), medianMillis(processor[c])));
    }
    return medians;
  }

  private static double medianMillis(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 1e6;
  }
}
