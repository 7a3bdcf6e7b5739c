package io.anabranch.benchmarks.load;

import static io.anabranch.benchmarks.load.workloads.Workloads.BRANCH;
import static io.anabranch.benchmarks.load.workloads.Workloads.BULK;
import static io.anabranch.benchmarks.load.workloads.Workloads.COMMIT;
import static io.anabranch.benchmarks.load.workloads.Workloads.GET;
import static io.anabranch.benchmarks.load.workloads.Workloads.LIST;
import static io.anabranch.benchmarks.load.workloads.Workloads.ROUNDS;
import static io.anabranch.benchmarks.load.workloads.Workloads.STAGE;
import static io.anabranch.benchmarks.load.workloads.Workloads.STAT;
import static io.anabranch.benchmarks.load.workloads.Workloads.UPLOAD;

import io.anabranch.benchmarks.load.Plan.Pair;
import io.anabranch.benchmarks.load.measure.Stepper;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.report.Comparison;
import io.anabranch.benchmarks.load.report.Reading;
import io.anabranch.benchmarks.load.workloads.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One run: every plan, round after round, and the readings that come of it. */
final class Session {

  /** All names that can be asked for, in the order they run. */
  static final List<String> NAMES =
      List.of(UPLOAD, STAGE, BRANCH, STAT, GET, LIST, COMMIT, ROUNDS, BULK);

  private static final List<Integer> COMMIT_ENTRIES = List.of(1_000, 10_000, 100_000);
  private static final int HELD_AGAINST_LIMIT = 100_000;
  private static final int ROUNDS_CLIENTS = 16;
  private static final List<Integer> BULK_CLIENTS = List.of(1, 4);

  private final Workloads workloads;
  private final Limits limits;
  private final Stepper stepper;
  private final Consumer<Reading> progress;
  private final int mostClients;
  private final List<Subject> requests;
  private final List<Plan> plans = new ArrayList<>();

  /**
   * Plans a run.
   *
   * @param names of the workloads
   * @param progress told of every reading as it is made
   */
  Session(
      Workloads workloads,
      Limits limits,
      Stepper stepper,
      List<Integer> concurrency,
      Set<String> names,
      Consumer<Reading> progress) {
    this.workloads = workloads;
    this.limits = limits;
    this.stepper = stepper;
    this.progress = progress;
    this.mostClients = Collections.max(concurrency);
    this.requests = NAMES.stream().filter(n -> isRequest(n, names)).map(workloads::get).toList();
    for (int clients : concurrency) {
      plans.add(plan(clients, names));
    }
    if (names.contains(COMMIT)) {
      plans.add(new Plan(1, COMMIT_ENTRIES.stream().map(this::commit).toList()));
    }
    if (names.contains(ROUNDS)) {
      plans.add(new Plan(ROUNDS_CLIENTS, List.of(new Pair(workloads.rounds(), List.of()))));
    }
    if (names.contains(BULK)) {
      BULK_CLIENTS.forEach(clients -> plans.add(bulkPlan(clients)));
    }
  }

  /**
   * Puts each request workload on the server, with the most clients, and measures nothing.
   *
   * @param time of each
   */
  void warm(Duration time) throws Exception {
    var warming = new Stepper(Duration.ZERO, time);
    for (Subject workload : requests) {
      warming.run(workload, mostClients);
    }
  }

  List<Reading> run(int rounds) throws Exception {
    return new Rounds(stepper, progress).run(plans, rounds);
  }

  List<Comparison> comparisons() {
    return Plan.comparisons(plans);
  }

  private Plan plan(int clients, Set<String> names) {
    List<Pair> pairs = new ArrayList<>();
    for (String name : NAMES) {
      if (isRequest(name, names)) {
        pairs.add(new Pair(workloads.get(name), limitsOf(name)));
      }
    }
    if (clients == 1 && names.contains(UPLOAD) && !limits.insertsThenFiles().isEmpty()) {
      pairs.add(1, new Pair(workloads.get(UPLOAD), limits.insertsThenFiles()));
    }
    return new Plan(clients, pairs);
  }

  private static boolean isRequest(String name, Set<String> names) {
    return names.contains(name) && !List.of(COMMIT, ROUNDS, BULK).contains(name);
  }

  private Pair commit(int entries) {
    return new Pair(
        workloads.commit(entries),
        entries < HELD_AGAINST_LIMIT ? List.of() : limits.commits(entries));
  }

  private Plan bulkPlan(int clients) {
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair(workloads.bulkDownload(), limits.downloads()));
    pairs.add(new Pair(workloads.bulkUpload(), limits.copies()));
    limits.syncedCopies().forEach(copies -> pairs.add(new Pair(copies, limits.copies())));
    return new Plan(clients, pairs);
  }

  private List<Subject> limitsOf(String name) {
    return switch (name) {
      case UPLOAD -> limits.uploads();
      case STAGE, BRANCH -> limits.inserts();
      case STAT, GET, LIST -> limits.selects();
      default -> List.of();
    };
  }
}
