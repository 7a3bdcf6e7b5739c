package io.anabranch.blockstore.health;

import static io.anabranch.blockstore.health.StoreHealth.State.DEGRADED;
import static io.anabranch.blockstore.health.StoreHealth.State.HEALTHY;
import static io.anabranch.blockstore.health.StoreHealth.State.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.health.OperationCondition.Latency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreHealthTest {

  private static final BreakerCondition CLOSED =
      new BreakerCondition(BreakerCondition.State.CLOSED, Optional.empty());
  private static final PermitUsage FREE = new PermitUsage(64, 0, 0);

  @ParameterizedTest
  @CsvSource({
    // outcome, how many, beside how many that are ok, state
    "not_found,   1000,   0, HEALTHY",
    "abandoned,   1000,   0, HEALTHY",
    "bad_content, 1000,   0, HEALTHY",
    "unavailable,    4,   0, HEALTHY",
    "unavailable,    5,   0, UNAVAILABLE",
    "unavailable,    9,   1, UNAVAILABLE",
    "unavailable,   10,  10, DEGRADED",
    "unavailable,   10,  90, DEGRADED",
    "unavailable,   10, 100, HEALTHY",
    "forbidden,     10,   0, UNAVAILABLE",
    "forbidden,     10,  10, DEGRADED",
    "error,         10,   0, UNAVAILABLE",
    "busy,          10,   0, DEGRADED",
    "busy,          10, 100, HEALTHY",
    "no_space,       1, 100, DEGRADED",
    "corrupt,        1, 100, DEGRADED",
  })
  void judgesByTheShareOfFailures(String outcome, long count, long ok, StoreHealth.State expected) {
    StoreHealth health =
        StoreHealth.of(
            condition(
                List.of(ended("put", outcome, count), ended("stat", "ok", ok)), CLOSED, FREE));

    assertThat(health.state()).isEqualTo(expected);
    assertThat(health.reasons()).hasSize(expected == HEALTHY ? 0 : 1);
    assertThat(health.reasons())
        .allMatch(reason -> reason.startsWith(count + " of " + (count + ok) + " operations"));
  }

  @Test
  void aStoreThatNobodyUsedIsHealthy() {
    assertThat(StoreHealth.of(condition(List.of(), CLOSED, FREE)))
        .isEqualTo(new StoreHealth(HEALTHY, List.of()));
    StoreCondition plain =
        new StoreCondition(
            Duration.ofMinutes(1),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(StoreHealth.of(plain).state()).isEqualTo(HEALTHY);
  }

  @Test
  void followsTheBreaker() {
    Instant until = Instant.EPOCH.plusSeconds(10);
    StoreHealth open =
        StoreHealth.of(
            condition(
                List.of(),
                new BreakerCondition(BreakerCondition.State.OPEN, Optional.of(until)),
                FREE));
    StoreHealth probing =
        StoreHealth.of(
            condition(
                List.of(),
                new BreakerCondition(BreakerCondition.State.PROBING, Optional.empty()),
                FREE));

    assertThat(open.state()).isEqualTo(UNAVAILABLE);
    assertThat(open.reasons()).singleElement().asString().contains("1970-01-01T00:00:10Z");
    assertThat(probing.state()).isEqualTo(DEGRADED);
  }

  @Test
  void aQueueIsTroubleAndAFullHouseIsNot() {
    StoreHealth full = StoreHealth.of(condition(List.of(), CLOSED, new PermitUsage(64, 64, 0)));
    StoreHealth queue = StoreHealth.of(condition(List.of(), CLOSED, new PermitUsage(64, 64, 7)));

    assertThat(full.state()).isEqualTo(HEALTHY);
    assertThat(queue.state()).isEqualTo(DEGRADED);
    assertThat(queue.reasons()).containsExactly("All 64 permits for calls are taken, and 7 wait");
  }

  @ParameterizedTest
  @CsvSource({
    // operation, calls, milliseconds, state
    "open, 5, 500, DEGRADED",
    "stat, 5, 500, DEGRADED",
    "stat, 5, 400, HEALTHY",
    "stat, 4, 500, HEALTHY",
    "put,  5, 500, HEALTHY",
    "list, 5, 500, HEALTHY",
  })
  void judgesByTheLatencyOfWhatIsPromptElsewhere(
      String operation, long calls, long millis, StoreHealth.State expected) {
    Duration taken = Duration.ofMillis(millis);
    StoreHealth health =
        StoreHealth.of(
            condition(
                List.of(
                    new OperationCondition(
                        operation,
                        calls,
                        Map.of("ok", calls),
                        new Latency(taken, taken, taken, taken))),
                CLOSED,
                FREE));

    assertThat(health.state()).isEqualTo(expected);
    assertThat(health.reasons())
        .allMatch(reason -> reason.contains("`" + operation + "` took 500 ms"));
  }

  @Test
  void theWorstReasonComesFirst() {
    StoreHealth health =
        StoreHealth.of(
            condition(
                List.of(ended("put", "no_space", 1), ended("stat", "unavailable", 1000)),
                CLOSED,
                new PermitUsage(64, 64, 1)));

    assertThat(health.state()).isEqualTo(UNAVAILABLE);
    assertThat(health.reasons()).hasSize(3);
    assertThat(health.reasons().getFirst()).contains("found it away");
  }

  private static StoreCondition condition(
      List<OperationCondition> operations, BreakerCondition breaker, PermitUsage calls) {
    return new StoreCondition(
        Duration.ofMinutes(1),
        operations,
        Optional.empty(),
        Optional.of(breaker),
        Optional.of(calls),
        Optional.of(FREE));
  }

  private static OperationCondition ended(String operation, String outcome, long count) {
    Latency latency = new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return new OperationCondition(operation, count, Map.of(outcome, count), latency);
  }
}
