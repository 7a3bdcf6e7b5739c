package io.anabranch.server.wiring;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.layer.LayerTime;
import io.anabranch.blockstore.layer.breaker.BreakerSettings;
import io.anabranch.blockstore.layer.breaker.CircuitBreakingBlockstore;
import io.anabranch.blockstore.layer.health.StoreObservation;
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
import io.anabranch.server.config.StoreBreakerSettings;
import io.anabranch.server.config.StoreConcurrencySettings;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoreIntegritySettings;
import io.anabranch.server.config.StoreRetrySettings;
import io.anabranch.server.config.StoreTimeLimitSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/**
 * The layers of a store at the other end of a network. One that is a folder or lies in memory has
 * none of them: nothing there is busy for a moment.
 */
final class RemoteLayers {

  private final StoreDefinition store;
  private final MeterRegistry registry;
  private final Clock clock;

  RemoteLayers(StoreDefinition store, MeterRegistry registry, Clock clock) {
    this.store = store;
    this.registry = registry;
    this.clock = clock;
  }

  /** What an adapter needs to serve all that is let through at once. */
  int connections() {
    StoreConcurrencySettings concurrency = store.layers().concurrency();
    return concurrency.calls() + concurrency.openObjects();
  }

  /**
   * From the store outwards; each line says why it stands where it stands.
   *
   * @return closes the store when it is closed
   */
  OpenedStore over(Blockstore adapter) {
    // The store alone.
    Blockstore stack =
        new MeteredBlockstore(
            adapter, new MeteringSettings(store.id(), MeteringSettings.Stage.ATTEMPT), registry);
    // A body that is too short is a failure that all the others can do something about.
    stack = new CheckedBlockstore(stack, integrity());
    // Permits are for the store, so a call that waits to be repeated holds none.
    ConcurrencyLimitedBlockstore limited = new ConcurrencyLimitedBlockstore(stack, concurrency());
    // Per attempt, waiting for a permit included.
    stack = new TimeLimitedBlockstore(limited, timeLimits(), LayerTime.SYSTEM);
    // Hears of all attempts, those that hung too, and not of what the breaker refuses.
    StoreObservation observation = new StoreObservation(LayerTime.SYSTEM, clock);
    stack = new MeteredBlockstore(stack, observation);
    // Counts attempts, those that hung too; what it refuses is not repeated.
    CircuitBreakingBlockstore breaking = new CircuitBreakingBlockstore(stack, breaker(), clock);
    // The sole owner of retries.
    return new OpenedStore(
        new RetryingBlockstore(breaking, retry(), LayerTime.SYSTEM),
        () ->
            observation.condition(
                Optional.of(breaking.condition()),
                Optional.of(limited.calls()),
                Optional.of(limited.openObjects())));
  }

  private IntegritySettings integrity() {
    StoreIntegritySettings given = store.layers().integrity();
    return new IntegritySettings(name(), given.verifyWrites(), given.verifyReads());
  }

  private ConcurrencySettings concurrency() {
    StoreConcurrencySettings given = store.layers().concurrency();
    return new ConcurrencySettings(name(), given.calls(), given.openObjects(), given.longestWait());
  }

  private TimeLimits timeLimits() {
    StoreTimeLimitSettings given = store.layers().timeLimits();
    return new TimeLimits(name(), given.silence(), given.copy());
  }

  private BreakerSettings breaker() {
    StoreBreakerSettings given = store.layers().breaker();
    return new BreakerSettings(
        name(), given.calls(), given.failurePercent(), given.pause(), given.probes());
  }

  private RetrySettings retry() {
    StoreRetrySettings given = store.layers().retry();
    return new RetrySettings(name(), given.attempts(), given.firstWait(), given.longestWait());
  }

  /** For messages. */
  private String name() {
    return store.id().isEmpty() ? "blockstore" : store.id();
  }
}
