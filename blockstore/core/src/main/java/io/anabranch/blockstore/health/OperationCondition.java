package io.anabranch.blockstore.health;

import java.time.Duration;
import java.util.Map;

/**
 * How one kind of operation went of late.
 *
 * @param calls that ended, failed ones included
 * @param outcomes how many of them ended how, by the words of {@link
 *     io.anabranch.blockstore.layer.OperationListener.Ending}
 * @param latency of all of them
 */
public record OperationCondition(
    String operation, long calls, Map<String, Long> outcomes, Latency latency) {

  /** Each to within a percent. */
  public record Latency(Duration median, Duration p95, Duration p99, Duration longest) {}

  public OperationCondition {
    outcomes = Map.copyOf(outcomes);
  }
}
