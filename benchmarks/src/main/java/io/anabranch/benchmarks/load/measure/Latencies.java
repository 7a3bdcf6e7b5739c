package io.anabranch.benchmarks.load.measure;

import java.time.Duration;

/**
 * A histogram of durations with 64 steps for each power of two, so that a percentile is right
 * within 1.6 %. The size is fixed. Not for several threads at once.
 */
public final class Latencies {

  private static final int STEP_BITS = 6;
  private static final int STEPS = 1 << STEP_BITS;

  private final long[] counts = new long[(64 - STEP_BITS) * STEPS];
  private long count;
  private long maxNanos;

  public void add(long nanos) {
    counts[index(Math.max(0, nanos))]++;
    count++;
    maxNanos = Math.max(maxNanos, nanos);
  }

  public void add(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    maxNanos = Math.max(maxNanos, other.maxNanos);
  }

  public long count() {
    return count;
  }

  public Duration max() {
    return Duration.ofNanos(maxNanos);
  }

  /** The duration that a share of all is not longer than; zero when there is none. */
  public Duration percentile(double share) {
    long rank = (long) Math.ceil(share * count);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return Duration.ofNanos(Math.min(highest(i), maxNanos));
      }
    }
    return Duration.ZERO;
  }

  private static int index(long nanos) {
    if (nanos < STEPS) {
      return (int) nanos;
    }
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    int shift = power - STEP_BITS;
    return ((shift + 1) << STEP_BITS) + (int) ((nanos >>> shift) - STEPS);
  }

  /** The greatest value that falls into a slot. */
  private static long highest(int index) {
    if (index < STEPS) {
      return index;
    }
    int shift = (index >>> STEP_BITS) - 1;
    long lowest = (long) (STEPS + (index & (STEPS - 1))) << shift;
    return lowest + (1L << shift) - 1;
  }
}
