package io.anabranch.server.config;

import java.time.Duration;

/**
 * The history of refs.
 *
 * @param retention how long moves of refs are kept
 */
public record HistorySettings(Duration retention) {

  private static final Duration DEFAULT = Duration.ofDays(90);

  /** So that sinks which are away for a while are not forgotten. */
  private static final Duration LEAST = Duration.ofDays(1);

  static HistorySettings read(Section history) {
    return new HistorySettings(
        history.value(
            "retention",
            Kinds.durationFrom(LEAST),
            DEFAULT,
            "How long moves of branches and tags are kept: how far back `branch@{time}` and reflogs"
                + " go, and how long a sink of events may be away without missing any."));
  }
}
