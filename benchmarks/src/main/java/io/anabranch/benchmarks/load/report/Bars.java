package io.anabranch.benchmarks.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The project's own bars. One whose figures were not measured is left out. */
final class Bars {

  private static final int ONE = 1;
  private static final int MANY = 32;

  private final Results results;
  private final Shares shares;
  private final List<Bar> bars = new ArrayList<>();

  private Bars(Results results, Shares shares) {
    this.results = results;
    this.shares = shares;
  }

  static List<Bar> of(Results results, Shares shares) {
    var bars = new Bars(results, shares);
    bars.share("upload", MANY, 0.7);
    bars.share("stage", MANY, 0.9);
    bars.share("stat", MANY, 0.35);
    bars.atMost(
        "upload c=1, times insert and file", shares.latency("upload", "insert+file", ONE), 2.5, "");
    bars.atMost("stat c=1, p50", bars.medianMillis("stat"), 1, " ms");
    bars.share("commit 100000", ONE, 0.5);
    bars.atLeast("rounds c=16", bars.rate("rounds", 16), 60, "/s");
    bars.share("get 64 MiB", ONE, 0.8);
    bars.share("put 64 MiB", ONE, 0.7);
    bars.share("s3 put", MANY, 0.9);
    bars.share("s3 put, hashed", MANY, 0.9);
    bars.share("s3 get", MANY, 0.9);
    bars.share("SDK put", ONE, 0.8);
    bars.share("SDK put, plain", ONE, 0.8);
    bars.share("SDK get", ONE, 0.8);
    bars.share("SDK get, plain", ONE, 0.8);
    for (String kind : List.of("committed", "staged")) {
      String list = "ls " + kind;
      bars.atMost(
          "s3 %s c=1, times %s".formatted(list, list),
          shares.latency("s3 " + list, list, ONE),
          1.3,
          "");
    }
    return List.copyOf(bars.bars);
  }

  private void share(String workload, int clients, double wanted) {
    Optional<Figure> figure = results.find(workload, clients);
    if (figure.isEmpty()) {
      return;
    }
    List<String> limits = figure.get().limits();
    shares
        .rate(workload, limits, clients)
        .ifPresent(
            share ->
                bars.add(
                    new Bar(
                        workload + " c=" + clients + ", share of " + String.join(" or ", limits),
                        share,
                        wanted,
                        true,
                        "")));
  }

  private void atLeast(String name, OptionalDouble measured, double wanted, String unit) {
    measured.ifPresent(value -> bars.add(new Bar(name, value, wanted, true, unit)));
  }

  private void atMost(String name, OptionalDouble measured, double wanted, String unit) {
    measured.ifPresent(value -> bars.add(new Bar(name, value, wanted, false, unit)));
  }

  private OptionalDouble rate(String workload, int clients) {
    return results.find(workload, clients).stream().mapToDouble(Figure::rate).findFirst();
  }

  private OptionalDouble medianMillis(String workload) {
    return results.find(workload, ONE).filter(figure -> figure.operations() > 0).stream()
        .mapToDouble(figure -> figure.p50Micros() / 1000)
        .findFirst();
  }
}
