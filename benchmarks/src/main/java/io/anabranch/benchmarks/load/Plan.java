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
record Plan(int clients, List<Pair> pairs) {

  /** A workload and the limits it is held against, which may be none. */
  record Pair(Subject workload, List<Subject> limits) {

    Comparison comparison() {
      return new Comparison(workload.name(), limits.stream().map(Subject::name).toList());
    }
  }

  /** The steps of one round. */
  List<Subject> steps() {
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
