package io.anabranch.server.config;

import java.time.Duration;

/**
 * When a store is left alone that does not answer.
 *
 * @param calls how many of the latest calls are looked at
 * @param failurePercent of them that must have failed
 * @param pause how long it is left alone
 * @param probes how many calls then decide what follows
 */
public record StoreBreakerSettings(int calls, int failurePercent, Duration pause, int probes) {

  static final StoreBreakerSettings DEFAULT =
      new StoreBreakerSettings(20, 50, Duration.ofSeconds(10), 3);

  static StoreBreakerSettings read(Section breaker) {
    return new StoreBreakerSettings(
        breaker.value(
            "calls",
            Kinds.count(1, 10_000),
            DEFAULT.calls,
            "How many of the latest calls tell whether the store answers."),
        breaker.value(
            "failure_percent",
            Kinds.count(1, 100),
            DEFAULT.failurePercent,
            "How many of them, in percent, must have found it away for it to be left alone."),
        breaker.value(
            "pause",
            Kinds.durationFrom(Duration.ofMillis(1)),
            DEFAULT.pause,
            "How long it is left alone. Requests fail at once meanwhile, with 503 and"
                + " Retry-After."),
        breaker.value(
            "probes",
            Kinds.count(1, 1000),
            DEFAULT.probes,
            "How many calls are let through after the pause, to see whether it is back."));
  }
}
