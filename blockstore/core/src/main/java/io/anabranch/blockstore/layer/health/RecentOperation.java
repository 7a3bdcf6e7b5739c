package io.anabranch.blockstore.layer.health;

import io.anabranch.blockstore.health.OperationCondition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.IntCountsHistogram;

/** One kind of operation in one slot of time, or in several that were added up. For one thread. */
final class RecentOperation {

  private static final long LONGEST = Duration.ofHours(1).toNanos() / 1000;

  /** Of microseconds; as large as its longest value needs. */
  private final IntCountsHistogram latency = new IntCountsHistogram(2);

  private final Map<String, Long> outcomes = new HashMap<>();

  void add(String outcome, long nanos) {
    latency.recordValue(Math.clamp(nanos / 1000, 0, LONGEST));
    outcomes.merge(outcome, 1L, Long::sum);
  }

  void add(RecentOperation other) {
    latency.add(other.latency);
    other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
  }

  OperationCondition condition(String operation) {
    return new OperationCondition(
        operation,
        latency.getTotalCount(),
        outcomes,
        new OperationCondition.Latency(at(50), at(95), at(99), at(100)));
  }

  private Duration at(double percent) {
    return Duration.ofNanos(1000 * latency.getValueAtPercentile(percent));
  }
}
