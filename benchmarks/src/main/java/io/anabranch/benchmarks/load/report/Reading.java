package io.anabranch.benchmarks.load.report;

import io.anabranch.benchmarks.load.measure.Sample;
import java.util.Locale;

/** One step of a run, which are kept in the order they were made. */
public record Reading(
    String subject, int clients, int round, long bytesPerOperation, Sample sample) {

  /** To be shown while the run goes on. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d  c=%-3d %-16s %10.0f/s  p50 %8.3f ms  errors %d",
        round + 1,
        clients,
        subject,
        sample.rate(),
        sample.median().toNanos() / 1e6,
        sample.errors());
  }
}
