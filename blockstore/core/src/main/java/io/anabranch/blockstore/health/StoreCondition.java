package io.anabranch.blockstore.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a store from its use, without asking it.
 *
 * @param window how far back the operations go
 * @param operations that were used in it, in the order of their names
 * @param lastTrouble whenever that was
 * @param breaker empty for stores without one
 * @param calls permits; empty for stores without a limit
 * @param openObjects permits; empty for stores without a limit
 */
public record StoreCondition(
    Duration window,
    List<OperationCondition> operations,
    Optional<Trouble> lastTrouble,
    Optional<BreakerCondition> breaker,
    Optional<PermitUsage> calls,
    Optional<PermitUsage> openObjects) {

  /**
   * A failure that is the store's, not the caller's.
   *
   * @param outcome by the words of {@link io.anabranch.blockstore.layer.OperationListener.Ending}
   * @param message for people; holds no secret
   */
  public record Trouble(String operation, String outcome, String message, Instant at) {}

  public StoreCondition {
    operations = List.copyOf(operations);
  }

  /** How many of the latest operations ended so. */
  public long count(String outcome) {
    return operations.stream()
        .mapToLong(operation -> operation.outcomes().getOrDefault(outcome, 0L))
        .sum();
  }

  /** How many operations ended of late. */
  public long count() {
    return operations.stream().mapToLong(OperationCondition::calls).sum();
  }
}
