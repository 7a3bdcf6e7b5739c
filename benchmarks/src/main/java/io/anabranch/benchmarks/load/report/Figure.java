package io.anabranch.benchmarks.load.report;

import io.anabranch.benchmarks.load.measure.Sample;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What all readings of one subject at one concurrency come to.
 *
 * @param realClients fewer than {@code clients} where there could not be as many
 * @param rate median over the readings, operations per second
 * @param mibPerSecond the same as bytes, for large objects
 * @param p50Micros median over the readings; also p99
 * @param maxMicros over all readings
 * @param share of the slowest of {@code limits}; null when it has none or none was measured
 * @param error one of the errors
 */
public record Figure(
    String subject,
    int clients,
    int realClients,
    double rate,
    @Nullable Double mibPerSecond,
    double p50Micros,
    double p99Micros,
    double maxMicros,
    long operations,
    long errors,
    @Nullable String error,
    List<String> limits,
    @Nullable Double share) {

  static Figure of(List<Reading> readings, List<String> limits, @Nullable Double share) {
    Reading first = readings.getFirst();
    double rate = median(readings, Sample::rate);
    double mib = first.bytesPerOperation() / (double) (1 << 20);
    return new Figure(
        first.subject(),
        first.clients(),
        readings.stream().mapToInt(r -> r.sample().clients()).min().orElse(0),
        rate,
        mib == 0 ? null : rate * mib,
        median(readings, sample -> sample.median().toNanos() / 1e3),
        median(readings, sample -> sample.p99().toNanos() / 1e3),
        readings.stream().mapToDouble(r -> r.sample().max().toNanos() / 1e3).max().orElse(0),
        readings.stream().mapToLong(r -> r.sample().operations()).sum(),
        readings.stream().mapToLong(r -> r.sample().errors()).sum(),
        readings.stream()
            .map(r -> r.sample().error())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        limits,
        share);
  }

  private static double median(List<Reading> readings, ToDoubleFunction<Sample> figure) {
    return Shares.median(
            readings.stream().map(r -> figure.applyAsDouble(r.sample())).sorted().toList())
        .orElse(0);
  }
}
