package io.anabranch.benchmarks.isolation;

import io.anabranch.benchmarks.isolation.SickRepository.Answer;
import io.anabranch.benchmarks.load.http.Target;
import io.anabranch.benchmarks.load.measure.Sample;
import io.anabranch.benchmarks.load.measure.Stepper;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.workloads.Fixture;
import io.anabranch.benchmarks.load.workloads.Workloads;
import io.anabranch.blockstore.servers.StoreProxy;
import io.anabranch.blockstore.servers.StoreProxy.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Measures uploads and stats on a store that is well, in turn with and without requests that are
 * stuck on a store that hangs; then how fast the latter is refused, and how soon it is back.
 */
public final class Main {

  private static final int CLIENTS = 8;
  private static final int STUCK = 200;
  private static final int REFUSALS = 200;

  /** After which the breaker is closed again for certain. */
  private static final int PROBES = 10;

  private static final double MOST_P99 = 1.2;
  private static final double LEAST_RATE = 0.9;
  private static final Duration LONGEST_REFUSAL = Duration.ofMillis(100);
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(15);
  private static final Duration WARM = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofSeconds(3);

  private final StoreProxy proxy;
  private final Workloads well;
  private final SickRepository sick;
  private final Stepper stepper = new Stepper(Duration.ofMillis(500), STEP);
  private boolean missed;

  private Main(StoreProxy proxy, Workloads well, SickRepository sick) {
    this.proxy = proxy;
    this.well = well;
    this.sick = sick;
  }

  /**
   * @param args home of the project, a folder for files, the store's endpoint, its key and secret,
   *     rounds
   */
  public static void main(String[] args) throws Exception {
    try (var proxy = new StoreProxy(URI.create(args[2]));
        var server =
            ServerProcess.start(
                Path.of(args[0]), Path.of(args[1]), proxy.endpoint(), args[3], args[4]);
        var sick = SickRepository.create(server.url())) {
      var target = Target.of(server.url(), ServerProcess.ACCESS_KEY, ServerProcess.SECRET);
      Fixture fixture = Fixture.create(target, "well", "local://isolation", "well", false);
      var main = new Main(proxy, new Workloads(fixture), sick);
      main.run(Integer.parseInt(args[5]));
      System.exit(main.missed ? 1 : 0);
    }
  }

  private void run(int rounds) throws Exception {
    List<Subject> subjects = List.of(well.get(Workloads.UPLOAD), well.get(Workloads.STAT));
    for (Subject subject : subjects) {
      var _ = new Stepper(Duration.ZERO, WARM).run(subject, CLIENTS);
    }
    List<Pair> pairs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (Subject subject : subjects) {
        pairs.add(pair(subject, round % 2 == 0));
      }
    }
    System.out.println(
        """
        | on the store that is well | per second, then | ratio | p99 ms, then | ratio | errors | |
        |---|---:|---:|---:|---:|---:|---|""");
    for (Subject subject : subjects) {
      print(pairs.stream().filter(pair -> pair.workload().equals(subject.name())).toList());
    }
    refuseAndRecover();
  }

  /** Every other pair the other way round, so that neither side gains by its place. */
  private Pair pair(Subject subject, boolean wellFirst) throws Exception {
    if (wellFirst) {
      Sample before = stepper.run(subject, CLIENTS);
      return new Pair(subject.name(), before, whileHung(subject));
    }
    Sample hung = whileHung(subject);
    return new Pair(subject.name(), stepper.run(subject, CLIENTS), hung);
  }

  private Sample whileHung(Subject subject) throws Exception {
    proxy.set(Mode.HANG);
    List<Future<Answer>> stuck = sick.stick(STUCK);
    Sample sample = stepper.run(subject, CLIENTS);
    long left = stuck.stream().filter(request -> !request.isDone()).count();
    if (left < STUCK) {
      throw new IOException("only " + left + " requests were stuck to the end of the step");
    }
    proxy.set(Mode.PASS);
    for (Future<Answer> request : stuck) {
      var _ = request.get();
    }
    awaitSuccesses(PROBES);
    return sample;
  }

  /** Returns once so many uploads succeeded, asking again as late as told to, as clients do. */
  private void awaitSuccesses(int count) throws IOException, InterruptedException {
    int left = count;
    while (left > 0) {
      Answer answer = sick.upload();
      if (answer.status() == 201) {
        left--;
      } else {
        Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.retryAfter())));
      }
    }
  }

  private void print(List<Pair> pairs) {
    double rate = Pair.median(pairs, Pair::rateRatio);
    double p99 = Pair.median(pairs, Pair::p99Ratio);
    long errors = pairs.stream().mapToLong(Pair::errors).sum();
    System.out.printf(
        Locale.ROOT,
        "| %s, %d clients | %.0f, %.0f | %.2f | %.2f, %.2f | %.2f | %d | %s |%n",
        pairs.getFirst().workload(),
        CLIENTS,
        Pair.median(pairs, pair -> pair.well().rate()),
        Pair.median(pairs, pair -> pair.hung().rate()),
        rate,
        Pair.median(pairs, pair -> pair.well().p99().toNanos() / 1e6),
        Pair.median(pairs, pair -> pair.hung().p99().toNanos() / 1e6),
        p99,
        errors,
        verdict(rate >= LEAST_RATE && p99 <= MOST_P99 && errors == 0));
  }

  private void refuseAndRecover() throws IOException, InterruptedException, ExecutionException {
    proxy.set(Mode.HANG);
    long hungSince = System.nanoTime();
    for (Future<Answer> stuck : sick.stick(STUCK)) {
      var _ = stuck.get();
    }
    Duration gaveUp = Duration.ofNanos(System.nanoTime() - hungSince);
    List<Answer> refusals = new ArrayList<>();
    for (int i = 0; i < REFUSALS; i++) {
      refusals.add(sick.upload());
    }
    Duration slowest =
        refusals.stream().map(Answer::time).max(Comparator.naturalOrder()).orElseThrow();
    boolean named = refusals.stream().allMatch(Answer::refusesNamingTheStore);

    proxy.set(Mode.PASS);
    long backSince = System.nanoTime();
    awaitSuccesses(1);
    Duration recovery = Duration.ofNanos(System.nanoTime() - backSince);

    System.out.printf(
        Locale.ROOT,
        """

        | on the store that hung | | |
        |---|---:|---|
        | %d stuck requests given up after | %.1f s | |
        | slowest of %d refusals with 503, its name and Retry-After | %.1f ms | %s |
        | serves again, by a client that waits as told, after | %.1f s | %s |
        """,
        STUCK,
        gaveUp.toMillis() / 1e3,
        REFUSALS,
        slowest.toNanos() / 1e6,
        verdict(named && slowest.compareTo(LONGEST_REFUSAL) < 0),
        recovery.toMillis() / 1e3,
        verdict(recovery.compareTo(LONGEST_RECOVERY) < 0));
  }

  private String verdict(boolean met) {
    missed |= !met;
    return met ? "met" : "missed";
  }
}
