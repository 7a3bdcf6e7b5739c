package io.anabranch.server.config;

import java.time.Duration;

/**
 * How much is asked of a store at once. Each call or open object may hold a connection.
 *
 * @param openObjects being read, apart from the calls
 * @param longestWait for a turn
 */
public record StoreConcurrencySettings(int calls, int openObjects, Duration longestWait) {

  static final StoreConcurrencySettings DEFAULT =
      new StoreConcurrencySettings(64, 256, Duration.ofSeconds(10));

  static StoreConcurrencySettings read(Section concurrency) {
    return new StoreConcurrencySettings(
        concurrency.value(
            "calls",
            Kinds.count(1, 10_000),
            DEFAULT.calls,
            "How many calls may be under way at the store at once; further ones wait their turn."),
        concurrency.value(
            "open_objects",
            Kinds.count(1, 10_000),
            DEFAULT.openObjects,
            "How many objects may be read from the store at once, apart from the calls."),
        concurrency.value(
            "longest_wait",
            Kinds.DURATION,
            DEFAULT.longestWait,
            "How long a request waits for its turn before it fails with 429."));
  }
}
