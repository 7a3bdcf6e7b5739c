package io.anabranch.benchmarks.load.report;

import io.anabranch.benchmarks.load.measure.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How a workload stands to its limits. Each of its readings is compared with the mean of the
 * limit's last reading before and first reading after, in the same round, so that what drifts with
 * time cancels out; the median over rounds counts.
 */
final class Shares {

  private final List<Reading> readings;

  Shares(List<Reading> readings) {
    this.readings = List.copyOf(readings);
  }

  /** Rate of the workload over that of the slowest limit; empty when one was not measured. */
  OptionalDouble rate(String workload, List<String> limits, int clients) {
    return ratio(workload, limits, clients, Sample::rate);
  }

  /** Median latency of the workload over that of the limit; empty when one was not measured. */
  OptionalDouble latency(String workload, String limit, int clients) {
    return ratio(workload, List.of(limit), clients, sample -> sample.median().toNanos());
  }

  private OptionalDouble ratio(
      String workload, List<String> limits, int clients, ToDoubleFunction<Sample> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      if (is(readings.get(i), workload, clients)) {
        double limit = Double.POSITIVE_INFINITY;
        for (String name : limits) {
          limit = Math.min(limit, around(i, name, figure));
        }
        if (limit > 0 && limit < Double.POSITIVE_INFINITY) {
          ratios.add(figure.applyAsDouble(readings.get(i).sample()) / limit);
        }
      }
    }
    return median(ratios);
  }

  /** The mean of the nearest readings on both sides; not a number when there is none. */
  private double around(int at, String limit, ToDoubleFunction<Sample> figure) {
    double sum = 0;
    int found = 0;
    for (int step : new int[] {-1, 1}) {
      for (int i = at + step; i >= 0 && i < readings.size(); i += step) {
        Reading reading = readings.get(i);
        if (reading.round() != readings.get(at).round()) {
          break;
        }
        if (is(reading, limit, readings.get(at).clients())) {
          sum += figure.applyAsDouble(reading.sample());
          found++;
          break;
        }
      }
    }
    return sum / found;
  }

  private static boolean is(Reading reading, String subject, int clients) {
    return reading.subject().equals(subject) && reading.clients() == clients;
  }

  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }
}
