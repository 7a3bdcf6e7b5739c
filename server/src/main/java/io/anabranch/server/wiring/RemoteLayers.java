package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.layer.LayerTime;
import io.anabranch.blockstore.layer.breaker.BreakerSettings;
import io.anabranch.blockstore.layer.breaker.CircuitBreakingBlockstore;
import io.anabranch.blockstore.layer.integrity.CheckedBlockstore;
import io.anabranch.blockstore.layer.integrity.IntegritySettings;
import io.anabranch.blockstore.layer.limit.ConcurrencyLimitedBlockstore;
import io.anabranch.blockstore.layer.limit.ConcurrencySettings;
import io.anabranch.blockstore.layer.metering.MeteredBlockstore;
import io.anabranch.blockstore.layer.metering.MeteringSettings;
import io.anabranch.blockstore.layer.retry.RetrySettings;
import io.anabranch.blockstore.layer.retry.RetryingBlockstore;
import io.anabranch.blockstore.layer.timeout.TimeLimitedBlockstore;
import io.anabranch.blockstore.layer.timeout.TimeLimits;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/**
 * The layers of a store at the other end of a network. One that is a folder or lies in memory has
 * none of them: nothing there is busy for a moment.
 */
final class RemoteLayers {

  private static final int CALLS = 64;
  private static final int OPEN_OBJECTS = 256;

  /** What an adapter needs to serve all that is let through at once. */
  static final int CONNECTIONS = CALLS + OPEN_OBJECTS;

  private static final Duration TURN = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration COPY = Duration.ofMinutes(10);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int BREAKER_CALLS = 20;
  private static final int BREAKER_PERCENT = 50;
  private static final Duration BREAKER_PAUSE = Duration.ofSeconds(10);
  private static final int BREAKER_PROBES = 3;

  private final String id;
  private final int retries;
  private final MeterRegistry registry;
  private final Clock clock;

  /**
   * @param id of the store; may be empty
   * @param retries how often a call is repeated, at most
   */
  RemoteLayers(String id, int retries, MeterRegistry registry, Clock clock) {
    this.id = id;
    this.retries = retries;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * From the store outwards; each line says why it stands where it stands.
   *
   * @return closes the store when it is closed
   */
  Blockstore over(Blockstore store) {
    String name = id.isEmpty() ? "blockstore" : id;
    // The store alone.
    Blockstore stack =
        new MeteredBlockstore(
            store, new MeteringSettings(id, MeteringSettings.Stage.ATTEMPT), registry);
    // A body that is too short is a failure that all the others can do something about.
    stack = new CheckedBlockstore(stack, new IntegritySettings(name, true, true));
    // Permits are for the store, so a call that waits to be repeated holds none.
    stack =
        new ConcurrencyLimitedBlockstore(
            stack, new ConcurrencySettings(name, CALLS, OPEN_OBJECTS, TURN));
    // Per attempt, waiting for a permit included.
    stack = new TimeLimitedBlockstore(stack, new TimeLimits(name, SILENCE, COPY), LayerTime.SYSTEM);
    // Counts attempts, those that hung too; what it refuses is not repeated.
    stack =
        new CircuitBreakingBlockstore(
            stack,
            new BreakerSettings(
                name, BREAKER_CALLS, BREAKER_PERCENT, BREAKER_PAUSE, BREAKER_PROBES),
            clock);
    // The sole owner of retries.
    return new RetryingBlockstore(
        stack, new RetrySettings(name, retries + 1, FIRST_WAIT, LONGEST_WAIT), LayerTime.SYSTEM);
  }
}
