package io.anabranch.server.config;

import java.time.Duration;

/**
 * How long one attempt may take.
 *
 * @param silence without any sign of the store
 * @param copy of work that the store does by itself: copying, and joining parts
 */
public record StoreTimeLimitSettings(Duration silence, Duration copy) {

  static final StoreTimeLimitSettings DEFAULT =
      new StoreTimeLimitSettings(Duration.ofSeconds(30), Duration.ofMinutes(10));

  static StoreTimeLimitSettings read(Section limits) {
    return new StoreTimeLimitSettings(
        limits.value(
            "silence",
            Kinds.durationFrom(Duration.ofMillis(1)),
            DEFAULT.silence,
            "How long the store may be silent in one attempt: not answer, not take more of an"
                + " upload, not give more of an object. A transfer that moves may take any time."),
        limits.value(
            "copy",
            Kinds.durationFrom(Duration.ofMillis(1)),
            DEFAULT.copy,
            "How long the store may take to copy an object, or to join the parts of an upload,"
                + " which move out of sight."));
  }
}
