package io.anabranch.benchmarks.isolation;

import io.anabranch.benchmarks.load.measure.Sample;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same step, while all was well and while the other store hung, one after the other.
 *
 * @param workload its name
 */
record Pair(String workload, Sample well, Sample hung) {

  double rateRatio() {
    return hung.rate() / well.rate();
  }

  double p99Ratio() {
    return (double) hung.p99().toNanos() / well.p99().toNanos();
  }

  long errors() {
    return well.errors() + hung.errors();
  }

  static double median(List<Pair> pairs, ToDoubleFunction<Pair> of) {
    double[] sorted = pairs.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
