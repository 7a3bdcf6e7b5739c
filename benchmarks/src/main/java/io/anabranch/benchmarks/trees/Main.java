package io.anabranch.benchmarks.trees;

import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Builds trees in a folder ({@code build FOLDER}), measures calls on them ({@code measure FOLDER}),
 * or compares two large trees that share nothing ({@code unrelated FOLDER}).
 */
public final class Main {

  private static final int SMALL = 10_000;
  private static final int MEDIUM = 100_000;
  private static final int LARGE = 10_000_000;

  /** What a call on the large tree may take, as a multiple of the same on a small one. */
  private static final double MAX_RATIO = 1.5;

  private static final double MAX_MILLIS = 15;

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("build | measure | unrelated, a folder, and the raggedness if need be");
      System.exit(2);
    }
    TreeSettings defaults = TreeSettings.DEFAULT;
    long raggedness = args.length == 3 ? Long.parseLong(args[2]) : defaults.raggedness();
    TreeSettings settings =
        new TreeSettings(defaults.minRangeBytes(), defaults.maxRangeBytes(), raggedness);
    try (Workbench workbench = new Workbench(Path.of(args[1]), settings)) {
      switch (args[0]) {
        case "build" -> build(workbench);
        case "measure" -> measure(workbench);
        case "unrelated" -> diffUnrelated(workbench);
        default -> throw new IllegalArgumentException("unknown: " + args[0]);
      }
    }
  }

  private static void build(Workbench workbench) throws IOException {
    workbench.tree(SMALL, 0);
    workbench.tree(MEDIUM, 0);
    workbench.tree(LARGE, 0);
  }

  private static void measure(Workbench workbench) throws IOException {
    Trees trees = workbench.trees();
    Tasks small = Tasks.atSharedPlaces(trees, workbench.tree(SMALL, 0));
    Tasks medium = Tasks.atSharedPlaces(trees, workbench.tree(MEDIUM, 0));
    Tasks large = Tasks.atSharedPlaces(trees, workbench.tree(LARGE, 0));
    Tasks anywhere = Tasks.anywhere(trees, workbench.tree(LARGE, 0), LARGE);
    List<Tasks> all = List.of(small, medium, large, anywhere);
    System.out.println(
        "| processor ms (elapsed) | 10 k | 100 k | 10 M | 10 M / 10 k | 10 M anywhere |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    compare("apply 100 changes", t -> t.apply(100), all);
    compare("diff of 100 changes", t -> t.diff(100), all);
    compare("merge of 100 changes", t -> t.merge(100), all);
    compare("page of 1,000 folders", Tasks::listFolders, all);
    System.out.println();
    System.out.println("| processor ms (elapsed) | | aim, elapsed | |");
    System.out.println("|---|---:|---:|---|");
    limit("apply one change to 100 k", medium.apply(1));
    limit("merge of 1,000 changes to 100 k", medium.merge(1_000));
    limit("page of 1,000 paths of 10 M", large.list());
  }

  private static void diffUnrelated(Workbench workbench) throws IOException {
    var left = workbench.tree(LARGE, 0);
    var right = workbench.tree(LARGE, 1);
    long start = System.nanoTime();
    long differences = Workbench.count(workbench.trees().diff(Workbench.LOCATION, left, right));
    System.out.printf(
        "%,d differences of two trees in %d s with a heap of %d MiB%n",
        differences,
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private static void compare(String call, Function<Tasks, IntConsumer> task, List<Tasks> trees) {
    List<Rounds.Median> medians = Rounds.medians(trees.stream().map(task).toList());
    Rounds.Median small = medians.get(0);
    Rounds.Median large = medians.get(2);
    System.out.printf(
        "| %s | %s | %s | %s | %s | %s |%n",
        call,
        millis(small),
        millis(medians.get(1)),
        millis(large),
        ratio(large.processor() / small.processor()),
        millis(medians.get(3)));
  }

  private static String millis(Rounds.Median median) {
    return "%.2f (%.2f)".formatted(median.processor(), median.elapsed());
  }

  private static String ratio(double ratio) {
    return "%.2f %s".formatted(ratio, ratio <= MAX_RATIO ? "met" : "missed");
  }

  private static void limit(String call, IntConsumer task) {
    Rounds.Median median = Rounds.medians(List.of(task)).getFirst();
    System.out.printf(
        "| %s | %s | %.0f | %s |%n",
        call, millis(median), MAX_MILLIS, median.elapsed() < MAX_MILLIS ? "met" : "missed");
  }
}
