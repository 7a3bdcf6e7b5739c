package io.anabranch.server.config;

import java.time.Duration;

/**
 * How many attempts to sign on may fail, on each server.
 *
 * @param perKey with one access key
 * @param perAddress from one address of clients
 * @param window the time in which these are counted, from the first
 */
public record LoginLimitSettings(boolean enabled, int perKey, int perAddress, Duration window) {

  static LoginLimitSettings read(Section limit) {
    return new LoginLimitSettings(
        limit.value(
            "enabled",
            Kinds.FLAG,
            true,
            "Whether those are put off who fail to sign on too often."),
        limit.value(
            "attempts_per_key",
            Kinds.count(1, Integer.MAX_VALUE),
            10,
            "How many attempts with one access key may fail within the window. Who signed on with it"
                + " lately, from the same address, goes on."),
        limit.value(
            "attempts_per_address",
            Kinds.count(1, Integer.MAX_VALUE),
            100,
            "How many attempts from one address (of IPv6, one /64 network) may fail within the"
                + " window."),
        limit.value(
            "window",
            Kinds.durationFrom(Duration.ofSeconds(1)),
            Duration.ofMinutes(1),
            "The time in which they are counted, from the first that failed."));
  }
}
