package io.anabranch.blockstore.layer.health;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.health.BreakerCondition;
import io.anabranch.blockstore.health.BreakerCondition.State;
import io.anabranch.blockstore.health.OperationCondition;
import io.anabranch.blockstore.health.PermitUsage;
import io.anabranch.blockstore.health.StoreCondition;
import io.anabranch.blockstore.health.StoreHealth;
import io.anabranch.blockstore.layer.OperationListener.Ending;
import io.anabranch.blockstore.layer.SteppedTime;
import io.anabranch.blockstore.layer.breaker.BreakerSettings;
import io.anabranch.blockstore.layer.breaker.CircuitBreakingBlockstore;
import io.anabranch.blockstore.layer.limit.ConcurrencyLimitedBlockstore;
import io.anabranch.blockstore.layer.limit.ConcurrencySettings;
import io.anabranch.blockstore.layer.metering.MeteredBlockstore;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an observation hears through the layers that tell of a store. */
class StoreObservationTest extends BlockstoreContract {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final SteppedTime time = new SteppedTime();
  private final StoreObservation observation = new StoreObservation(time, time);
  private final FaultyBlockstore below =
      new FaultyBlockstore(new MemoryBlockstore(1 << 26, Clock.systemUTC()), 1, Chances.NONE);
  private final ConcurrencyLimitedBlockstore limited =
      new ConcurrencyLimitedBlockstore(
          below, new ConcurrencySettings("lake", 32, 32, Duration.ofMinutes(1)));
  private final CircuitBreakingBlockstore breaking =
      new CircuitBreakingBlockstore(
          new MeteredBlockstore(limited, observation),
          new BreakerSettings("lake", 10, 50, PAUSE, 1),
          time);

  @Override
  protected Blockstore openStore() {
    return breaking;
  }

  @Test
  void keepsOutcomesAndLatenciesByOperation() {
    for (int millis = 1; millis <= 100; millis++) {
      long started = observation.now();
      time.advance(Duration.ofMillis(millis));
      observation.ended("put", Ending.OK, started);
    }
    fails(NOT_FOUND, () -> store.stat(at("missing")));

    assertThat(condition().operations())
        .extracting(OperationCondition::operation)
        .containsExactly("put", "stat");
    OperationCondition put = condition().operations().getFirst();
    assertThat(put.calls()).isEqualTo(100);
    assertThat(put.outcomes()).isEqualTo(Map.of("ok", 100L));
    assertThat(put.latency().median()).isBetween(Duration.ofMillis(49), Duration.ofMillis(51));
    assertThat(put.latency().p99()).isBetween(Duration.ofMillis(98), Duration.ofMillis(100));
    assertThat(put.latency().longest()).isBetween(Duration.ofMillis(99), Duration.ofMillis(101));
    assertThat(condition().count("not_found")).isEqualTo(1);
    assertThat(condition().lastTrouble()).isEmpty();
  }

  @Test
  void forgetsAfterAMinuteButNotTheLastTrouble() {
    below.refuseNext(1, new BlockstoreException(FORBIDDEN, "no right, on purpose"));
    fails(FORBIDDEN, () -> store.stat(at("a")));
    time.advance(Duration.ofSeconds(30));
    put("a", bytes(1));
    assertThat(condition().count()).isEqualTo(2);
    time.advance(Duration.ofSeconds(35));
    assertThat(condition().count()).isEqualTo(1);
    time.advance(Duration.ofSeconds(30));

    assertThat(condition().operations()).isEmpty();
    assertThat(condition().lastTrouble())
        .contains(
            new StoreCondition.Trouble("stat", "forbidden", "no right, on purpose", Instant.EPOCH));
  }

  @Test
  void bodiesThatBreakOffAreTrouble() {
    put("a", bytes(1000));
    below.setChances(new Chances(0, 0, 1));
    try (OpenObject object = store.open(at("a"), ReadOptions.WHOLE)) {
      assertThatThrownBy(() -> object.stream().readAllBytes()).hasMessageContaining("cut");
    }

    assertThat(condition().lastTrouble())
        .hasValueSatisfying(trouble -> assertThat(trouble.operation()).isEqualTo("read"));
  }

  @Test
  void failuresOfUnknownKindShowNoText() {
    observation.ended(
        "put", Ending.of(new IllegalStateException("internal text")), observation.now());

    assertThat(condition().lastTrouble())
        .hasValueSatisfying(
            trouble -> {
              assertThat(trouble.outcome()).isEqualTo("error");
              assertThat(trouble.message()).doesNotContain("internal text");
            });
  }

  @Test
  void seesTheBreakerOpenAndProbe() {
    put("a", bytes(1));
    below.refuseNext(9, new BlockstoreException(UNAVAILABLE, "away, on purpose"));
    for (int i = 0; i < 9; i++) {
      fails(UNAVAILABLE, () -> store.stat(at("a")));
    }
    assertThat(condition().breaker())
        .contains(new BreakerCondition(State.OPEN, Optional.of(Instant.EPOCH.plus(PAUSE))));
    assertThat(StoreHealth.of(condition()).state()).isEqualTo(StoreHealth.State.UNAVAILABLE);

    time.advance(PAUSE.plusMillis(1));
    assertThat(breaking.condition().state()).isEqualTo(State.PROBING);
    store.stat(at("a"));
    assertThat(breaking.condition().state()).isEqualTo(State.CLOSED);
  }

  @Test
  void countsThePermitsThatAreTaken() {
    put("a", bytes(1));
    try (OpenObject object = store.open(at("a"), ReadOptions.WHOLE)) {
      assertThat(object.length()).isEqualTo(1);
      assertThat(condition().openObjects()).contains(new PermitUsage(32, 1, 0));
    }

    assertThat(condition().openObjects()).contains(new PermitUsage(32, 0, 0));
    assertThat(condition().calls()).contains(new PermitUsage(32, 0, 0));
  }

  private StoreCondition condition() {
    return observation.condition(
        Optional.of(breaking.condition()),
        Optional.of(limited.calls()),
        Optional.of(limited.openObjects()));
  }
}
