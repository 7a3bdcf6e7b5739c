package io.anabranch.blockstore.layer.breaker;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.health.BreakerCondition;
import io.anabranch.blockstore.health.BreakerCondition.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Whether calls to a store may pass, decided by how the latest ones ended. */
final class Breaker {

  private static final Duration PROBING = Duration.ofSeconds(1);

  private final BreakerSettings settings;
  private final Clock clock;
  private final CircuitBreaker circuit;
  private volatile Instant closedUntil;

  Breaker(BreakerSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.closedUntil = clock.instant();
    this.circuit =
        CircuitBreaker.of(
            settings.store(),
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindow(settings.calls(), settings.calls(), SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(settings.failurePercent())
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                closedUntil = clock.instant().plus(settings.pause());
              }
            });
  }

  /**
   * @throws BlockstoreException UNAVAILABLE, at once, while the store is left alone
   */
  Turn enter() {
    if (!circuit.tryAcquirePermission()) {
      Duration left = Duration.between(clock.instant(), closedUntil);
      Duration retryAfter = left.compareTo(PROBING) > 0 ? left : PROBING;
      throw new BlockstoreException(
              Kind.UNAVAILABLE,
              false,
              "Store `"
                  + settings.store()
                  + "` did not answer repeatedly, so it is left alone for now",
              null)
          .withRetryAfter(retryAfter);
    }
    return new Turn(
        circuit.getCurrentTimestamp(), circuit.getState() == CircuitBreaker.State.HALF_OPEN);
  }

  /**
   * The first probe that fails is enough. Resilience4j waits for the others, so a lone caller whose
   * call is repeated would be each of them, and wait for a store that is silent each time.
   */
  private synchronized void leaveAlone() {
    if (circuit.getState() == CircuitBreaker.State.HALF_OPEN) {
      circuit.transitionToOpenState();
    }
  }

  BreakerCondition condition() {
    Instant until = closedUntil;
    return switch (circuit.getState()) {
      // Nobody may have come since the pause was over, to be let through.
      case OPEN, FORCED_OPEN ->
          clock.instant().isAfter(until)
              ? new BreakerCondition(State.PROBING, Optional.empty())
              : new BreakerCondition(State.OPEN, Optional.of(until));
      case HALF_OPEN -> new BreakerCondition(State.PROBING, Optional.empty());
      case CLOSED, DISABLED, METRICS_ONLY -> new BreakerCondition(State.CLOSED, Optional.empty());
    };
  }

  /** A body broke off, long after the call that opened it. */
  void brokeOff(Throwable failure) {
    circuit.onError(0, TimeUnit.NANOSECONDS, failure);
  }

  /** One call that may pass. Its first word on how it ended counts. For one thread. */
  final class Turn {

    private final long started;
    private final boolean probe;
    private boolean over;

    Turn(long started, boolean probe) {
      this.started = started;
      this.probe = probe;
    }

    void succeeded() {
      over = true;
      circuit.onSuccess(circuit.getCurrentTimestamp() - started, circuit.getTimestampUnit());
    }

    void failed(Throwable failure) {
      over = true;
      circuit.onError(circuit.getCurrentTimestamp() - started, circuit.getTimestampUnit(), failure);
      if (probe) {
        leaveAlone();
      }
    }

    /** Says nothing about the store. */
    void leave() {
      if (!over) {
        over = true;
        // Only probes are counted; in other states Resilience4j 2 fails to release anything.
        if (circuit.getState() == CircuitBreaker.State.HALF_OPEN) {
          circuit.releasePermission();
        }
      }
    }
  }
}
