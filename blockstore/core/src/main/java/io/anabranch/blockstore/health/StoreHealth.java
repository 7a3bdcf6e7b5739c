package io.anabranch.blockstore.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store is fit for, judged from its use alone: a store that nobody used of late is healthy
 * until somebody does.
 *
 * @param reasons for people, worst first; empty when healthy
 */
public record StoreHealth(State state, List<String> reasons) {

  /** In the order of getting worse. */
  public enum State {
    HEALTHY,
    /** Requests may fail, or take long. */
    DEGRADED,
    /** Requests fail. */
    UNAVAILABLE
  }

  /** Fewer failures, or calls, than this say nothing of a store. */
  private static final long FEW = 5;

  /** An answer that takes longer to begin is slow, even from the other side of the Earth. */
  private static final Duration SLOW = Duration.ofMillis(400);

  /** Whose time says something of the store, whatever the size of the object. */
  private static final Set<String> PROMPT = Set.of("open", "stat");

  private static final double SOME = 0.1;
  private static final double MOST = 0.9;

  public StoreHealth {
    reasons = List.copyOf(reasons);
  }

  public static StoreHealth of(StoreCondition condition) {
    Judgement judgement = new Judgement();
    condition.breaker().ifPresent(breaker -> judge(breaker, judgement));
    judgeShare(condition, "unavailable", "found it away", judgement);
    judgeShare(condition, "forbidden", "were refused: check its credentials", judgement);
    judgeShare(condition, "error", "failed for reasons unknown: see the log", judgement);
    judgeAny(condition, "no_space", "found it full: give it room", judgement);
    judgeAny(condition, "corrupt", "found other bytes than were written: see the log", judgement);
    long busy = condition.count("busy");
    if (isShare(busy, condition.count(), SOME)) {
      judgement.degraded(said(busy, condition, "were told that it is busy: ask less at once"));
    }
    condition.operations().forEach(operation -> judge(operation, judgement));
    judge("calls", condition.calls(), judgement);
    judge("objects being read", condition.openObjects(), judgement);
    return judgement.end();
  }

  private static void judge(BreakerCondition breaker, Judgement judgement) {
    switch (breaker.state()) {
      case OPEN ->
          judgement.unavailable(
              "It did not answer repeatedly, so it is left alone"
                  + breaker.until().map(until -> " until " + until).orElse(""));
      case PROBING -> judgement.degraded("It did not answer repeatedly, and is being tried again");
      case CLOSED -> {}
    }
  }

  private static void judgeShare(
      StoreCondition condition, String outcome, String what, Judgement judgement) {
    long failed = condition.count(outcome);
    if (isShare(failed, condition.count(), MOST)) {
      judgement.unavailable(said(failed, condition, what));
    } else if (isShare(failed, condition.count(), SOME)) {
      judgement.degraded(said(failed, condition, what));
    }
  }

  private static void judgeAny(
      StoreCondition condition, String outcome, String what, Judgement judgement) {
    long failed = condition.count(outcome);
    if (failed > 0) {
      judgement.degraded(said(failed, condition, what));
    }
  }

  private static void judge(OperationCondition operation, Judgement judgement) {
    Duration median = operation.latency().median();
    if (PROMPT.contains(operation.operation())
        && operation.calls() >= FEW
        && median.compareTo(SLOW) > 0) {
      judgement.degraded(
          "Half of %d calls of `%s` took %d ms or longer: it is slow, or its network is"
              .formatted(operation.calls(), operation.operation(), median.toMillis()));
    }
  }

  private static void judge(String what, Optional<PermitUsage> permits, Judgement judgement) {
    permits
        .filter(usage -> usage.taken() >= usage.limit() && usage.waiting() > 0)
        .ifPresent(
            usage ->
                judgement.degraded(
                    "All "
                        + usage.limit()
                        + " permits for "
                        + what
                        + " are taken, and "
                        + usage.waiting()
                        + " wait"));
  }

  private static boolean isShare(long count, long all, double share) {
    return count >= FEW && count >= share * all;
  }

  private static String said(long count, StoreCondition condition, String what) {
    return count
        + " of "
        + condition.count()
        + " operations in the last "
        + condition.window().toSeconds()
        + " s "
        + what;
  }

  private static final class Judgement {

    private final List<String> unavailable = new ArrayList<>();
    private final List<String> degraded = new ArrayList<>();

    void unavailable(String reason) {
      unavailable.add(reason);
    }

    void degraded(String reason) {
      degraded.add(reason);
    }

    StoreHealth end() {
      State state =
          !unavailable.isEmpty()
              ? State.UNAVAILABLE
              : degraded.isEmpty() ? State.HEALTHY : State.DEGRADED;
      List<String> reasons = new ArrayList<>(unavailable);
      reasons.addAll(degraded);
      return new StoreHealth(state, reasons);
    }
  }
}
