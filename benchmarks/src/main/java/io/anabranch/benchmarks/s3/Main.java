package io.anabranch.benchmarks.s3;

import io.anabranch.benchmarks.load.Plan;
import io.anabranch.benchmarks.load.Rounds;
import io.anabranch.benchmarks.load.http.Target;
import io.anabranch.benchmarks.load.measure.Stepper;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.report.Bar;
import io.anabranch.benchmarks.load.report.MarkdownReport;
import io.anabranch.benchmarks.load.report.ProcessMemory;
import io.anabranch.benchmarks.load.report.Results;
import io.anabranch.benchmarks.load.workloads.Fixture;
import io.anabranch.benchmarks.server.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: the gateway beside the REST API, and beside what the machine can do. */
@Command(
    name = "benchmarks/run s3",
    description = "Measures the S3 gateway of a server beside its REST API and the machine.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Main implements Callable<Integer> {

  private enum Part {
    SMALL,
    LIST,
    LARGE,
    MEMORY
  }

  @Mixin private ServerOptions server;

  @Option(
      names = "--only",
      split = ",",
      defaultValue = "small,list,large,memory",
      description = "Of small, list, large, memory.")
  private List<Part> only;

  @Option(names = "--concurrency", defaultValue = "32", description = "Clients of small objects.")
  private int concurrency;

  @Option(names = "--seconds", defaultValue = "1.5", description = "Length of a step.")
  private double seconds;

  @Option(
      names = "--warm-server",
      defaultValue = "10",
      description = "Seconds of each small request before anything is measured.")
  private double warmServerSeconds;

  @Option(names = "--rounds", defaultValue = "5", description = "Medians are taken over these.")
  private int rounds;

  @Option(names = "--entries", defaultValue = "100000", description = "Of the branches to list.")
  private int entries;

  @Option(
      names = "--uploads",
      defaultValue = "200",
      description = "Of 64 MiB each, in parts and all at once.")
  private int uploads;

  @Option(
      names = "--disk",
      description = "A folder on the disk of the server's store, to measure limits with.")
  private @Nullable Path disk;

  @Option(names = "--server-pid", description = "The server's process, for its memory.")
  private @Nullable Long serverPid;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
  }

  /** Status 0 when there were no errors and no bar was missed, 1 otherwise. */
  @Override
  public Integer call() throws Exception {
    var keys = new Keys(server.url(), server.accessKey(), server.secret());
    String run = ServerOptions.freshName("s3");
    var fixture =
        Fixture.create(
            Target.of(server.url(), server.accessKey(), server.secret()),
            run,
            server.storageNamespace() + "/" + run,
            server.storageId(),
            only.contains(Part.LARGE));
    try (var plans = new Plans(keys, fixture)) {
      boolean good = measure(plans);
      if (only.contains(Part.MEMORY)) {
        var outcome = new ManyUploads(keys, fixture, uploads, serverPid).run();
        System.out.println(outcome.text());
        good &= outcome.allSucceeded();
      }
      return good ? 0 : 1;
    } finally {
      fixture.delete();
    }
  }

  private boolean measure(Plans plans) throws Exception {
    if (only.contains(Part.SMALL)) {
      plans.addSmall(concurrency);
      warm(plans.all().getFirst());
    }
    if (only.contains(Part.LIST)) {
      plans.addLists(entries);
    }
    if (only.contains(Part.LARGE)) {
      plans.addLarge(disk);
    }
    if (plans.all().isEmpty()) {
      return true;
    }
    var stepper = new Stepper(duration(seconds / 3), duration(seconds));
    var readings = new Rounds(stepper, System.err::println).run(plans.all(), rounds);
    var results =
        Results.of(
            server.url().toString(),
            rounds,
            readings,
            Plan.comparisons(plans.all()),
            serverPid == null ? null : ProcessMemory.read(serverPid));
    System.out.println();
    System.out.println(MarkdownReport.of(results));
    return results.figures().stream().allMatch(figure -> figure.errors() == 0)
        && results.bars().stream().allMatch(Bar::met);
  }

  private void warm(Plan plan) throws Exception {
    var warming = new Stepper(Duration.ZERO, duration(warmServerSeconds));
    for (Subject subject : plan.steps().stream().distinct().toList()) {
      warming.run(subject, plan.clients());
    }
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
