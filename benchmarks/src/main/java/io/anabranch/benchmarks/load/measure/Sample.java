package io.anabranch.benchmarks.load.measure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one step came to.
 *
 * @param clients that there really were
 * @param rate operations that succeeded, per second of the clients' time; what makes ready for an
 *     operation takes none of it
 * @param error the first error, if there was one
 */
public record Sample(
    int clients,
    double rate,
    Duration median,
    Duration p99,
    Duration max,
    long operations,
    long errors,
    @Nullable String error) {

  static Sample of(
      int clients, double rate, Latencies latencies, long errors, @Nullable String error) {
    return new Sample(
        clients,
        rate,
        latencies.percentile(0.5),
        latencies.percentile(0.99),
        latencies.max(),
        latencies.count(),
        errors,
        error);
  }
}
