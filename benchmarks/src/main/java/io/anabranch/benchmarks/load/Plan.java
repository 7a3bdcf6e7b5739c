package io.anabranch.benchmarks.load;

import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.report.Comparison;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs at one concurrency: workloads, each between its limits, so that both meet the same
 * state of the machine. A limit that ends one pair and begins the next runs once.
 *
 * @param clients at the same time
 */
public record Plan(int clients, List<Pair> pairs) {

  /** A workload and the limits it is held against, which may be none. */
  public record Pair(Subject workload, List<Subject> limits) {

    Comparison comparison() {
      return new Comparison(workload.name(), limits.stream().map(Subject::name).toList());
    }
  }

  /** What is held against what in any of several plans. */
  public static List<Comparison> comparisons(List<Plan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.pairs().stream())
        .map(Pair::comparison)
        .distinct()
        .toList();
  }

  /** The steps of one round. */
  public List<Subject> steps() {
    List<Subject> steps = new ArrayList<>();
    for (Pair pair : pairs) {
      pair.limits().forEach(limit -> add(steps, limit));
      steps.add(pair.workload());
      pair.limits().reversed().forEach(limit -> add(steps, limit));
    }
    return steps;
  }

  private static void add(List<Subject> steps, Subject limit) {
    if (steps.isEmpty() || !steps.getLast().equals(limit)) {
      steps.add(limit);
    }
  }
}
