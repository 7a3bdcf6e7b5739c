package io.anabranch.blockstore.layer.health;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.health.BreakerCondition;
import io.anabranch.blockstore.health.OperationCondition;
import io.anabranch.blockstore.health.PermitUsage;
import io.anabranch.blockstore.health.StoreCondition;
import io.anabranch.blockstore.health.StoreCondition.Trouble;
import io.anabranch.blockstore.layer.LayerTime;
import io.anabranch.blockstore.layer.OperationListener;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how the operations on a store went in the latest minute, in slots of ten seconds, so that
 * what is older goes ten seconds' worth at a time. Bounded by the number of operations there are.
 *
 * <p>Listens, by a {@link io.anabranch.blockstore.layer.metering.MeteredBlockstore}, best right
 * below the breaker: there it hears of every attempt, also of those that hung and were given up,
 * and not of those that the breaker refused.
 */
public final class StoreObservation implements OperationListener {

  private static final Duration SLOT = Duration.ofSeconds(10);
  private static final int SLOTS = 6;

  /** Endings that say something of the caller, and nothing against the store. */
  private static final Set<String> CALLERS =
      Set.of(
          "ok",
          "abandoned",
          "not_found",
          "already_exists",
          "invalid_address",
          "changed",
          "range_not_satisfiable",
          "bad_content",
          "unsupported");

  private final LayerTime time;
  private final Clock clock;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private @Nullable Trouble lastTrouble;

  /**
   * @param clock tells people when something happened
   */
  public StoreObservation(LayerTime time, Clock clock) {
    this.time = time;
    this.clock = clock;
  }

  @Override
  public long now() {
    return time.nanoTime();
  }

  @Override
  public void ended(String operation, Ending ending, long started) {
    long now = now();
    synchronized (slots) {
      slotOf(now).get(operation).add(ending.outcome(), now - started);
      if (!CALLERS.contains(ending.outcome())) {
        lastTrouble = new Trouble(operation, ending.outcome(), message(ending), clock.instant());
      }
    }
  }

  @Override
  public void bytesIn(long count) {}

  @Override
  public void bytesOut(long count) {}

  /**
   * The above, with what the layers of the store know beside.
   *
   * @param breaker empty where there is none
   * @param calls permits; empty where there is no limit
   * @param openObjects permits; empty where there is no limit
   */
  public StoreCondition condition(
      Optional<BreakerCondition> breaker,
      Optional<PermitUsage> calls,
      Optional<PermitUsage> openObjects) {
    synchronized (slots) {
      forget(now());
      return new StoreCondition(
          SLOT.multipliedBy(SLOTS),
          operations(),
          Optional.ofNullable(lastTrouble),
          breaker,
          calls,
          openObjects);
    }
  }

  private List<OperationCondition> operations() {
    Map<String, RecentOperation> sums = new TreeMap<>();
    for (Slot slot : slots) {
      slot.operations.forEach(
          (name, recent) -> sums.computeIfAbsent(name, _ -> new RecentOperation()).add(recent));
    }
    return sums.entrySet().stream().map(sum -> sum.getValue().condition(sum.getKey())).toList();
  }

  private Slot slotOf(long now) {
    long number = Math.floorDiv(now, SLOT.toNanos());
    Slot newest = slots.peekLast();
    // Another thread may have been later and yet first.
    if (newest == null || newest.number < number) {
      forget(now);
      newest = new Slot(number);
      slots.addLast(newest);
    }
    return newest;
  }

  private void forget(long now) {
    long oldest = Math.floorDiv(now, SLOT.toNanos()) - SLOTS + 1;
    while (!slots.isEmpty() && slots.getFirst().number < oldest) {
      slots.removeFirst();
    }
  }

  private static String message(Ending ending) {
    return ending
        .failure()
        .filter(BlockstoreException.class::isInstance)
        .map(Throwable::getMessage)
        .orElse("An internal error; see the log");
  }

  private static final class Slot {

    private final long number;
    private final Map<String, RecentOperation> operations = new HashMap<>();

    Slot(long number) {
      this.number = number;
    }

    RecentOperation get(String operation) {
      return operations.computeIfAbsent(operation, _ -> new RecentOperation());
    }
  }
}
