package io.anabranch.blockstore.layer.breaker;

import java.time.Duration;

/**
 * When a store is left alone.
 *
 * @param store the storage id, for messages
 * @param calls how many of the latest calls are looked at
 * @param failurePercent of them that must have failed
 * @param pause how long the store is then left alone
 * @param probes how many calls are let through after the pause; they decide what follows
 */
public record BreakerSettings(
    String store, int calls, int failurePercent, Duration pause, int probes) {}
