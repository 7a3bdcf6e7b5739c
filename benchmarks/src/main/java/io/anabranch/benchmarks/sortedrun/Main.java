package io.anabranch.benchmarks.sortedrun;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints a table with the ratios. Arguments name tasks; without any, all of
 * them are run.
 */
public final class Main {

  /** A task, and how many times as fast as RocksDB we want to be at it. */
  private enum Task {
    WRITE("write, per record", 1.5),
    SCAN("full scan, per record", 1.2),
    LOOK_UP("look-up, warm, random", 1.0),
    OPEN("open, seek, close", 4.0);

    final String title;
    final double bar;

    Task(String title, double bar) {
      this.title = title;
      this.bar = bar;
    }

    /** As the methods of the benchmark begin. */
    String prefix() {
      return switch (this) {
        case WRITE -> "write";
        case SCAN -> "scan";
        case LOOK_UP -> "lookUp";
        case OPEN -> "open";
      };
    }
  }

  private Main() {}

  public static void main(String[] args) throws RunnerException {
    String tasks = args.length == 0 ? "" : "(" + String.join("|", args) + ")";
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(SortedRunBenchmark.class.getSimpleName() + "\\." + tasks)
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(4)
                    .measurementTime(TimeValue.seconds(1))
                    .jvmArgs(
                        "-Xms3g",
                        "-Xmx3g",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    print(nanos(results));
  }

  private static Map<String, Double> nanos(Collection<RunResult> results) {
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result : results) {
      nanos.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return nanos;
  }

  private static void print(Map<String, Double> nanos) {
    System.out.println("| task | Anabranch, ns | RocksDB, ns | times as fast | aim | |");
    System.out.println("|---|---:|---:|---:|---:|---|");
    for (Task task : Task.values()) {
      Double ours = nanos.get(task.prefix() + "Anabranch");
      Double theirs = nanos.get(task.prefix() + "RocksDb");
      if (ours != null && theirs != null) {
        double ratio = theirs / ours;
        System.out.printf(
            "| %s | %,.0f | %,.0f | %.2f | %.1f | %s |%n",
            task.title, ours, theirs, ratio, task.bar, ratio < task.bar ? "missed" : "met");
      }
    }
  }
}
