package io.anabranch.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.anabranch.benchmarks.load.http.Target;
import io.anabranch.benchmarks.load.measure.Stepper;
import io.anabranch.benchmarks.load.report.MarkdownReport;
import io.anabranch.benchmarks.load.report.ProcessMemory;
import io.anabranch.benchmarks.load.report.Reading;
import io.anabranch.benchmarks.load.report.Results;
import io.anabranch.benchmarks.load.workloads.Fixture;
import io.anabranch.benchmarks.load.workloads.Workloads;
import io.anabranch.benchmarks.server.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line of the load generator. */
@Command(
    name = "benchmarks/run",
    description = "Measures a server of the lakeFS API, and the machine's limits beside it.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ServerOptions server;

  @Option(
      names = "--concurrency",
      split = ",",
      defaultValue = "1,8,32",
      description = "Clients at the same time; the bars need 1 and 32.")
  private List<Integer> concurrency;

  @Option(names = "--seconds", defaultValue = "3", description = "Length of a step.")
  private double seconds;

  @Option(
      names = "--warmup",
      defaultValue = "1",
      description = "Seconds with the same load before each step.")
  private double warmupSeconds;

  @Option(
      names = "--warm-server",
      defaultValue = "20",
      description =
          "Seconds of each request workload, with the most clients, before anything is measured: a"
              + " server that has just started still compiles itself.")
  private double warmServerSeconds;

  @Option(names = "--rounds", defaultValue = "3", description = "Medians are taken over these.")
  private int rounds;

  @Option(
      names = "--only",
      split = ",",
      description = "Of upload, stage, branch, stat, get, list, commit, rounds, bulk.")
  private @Nullable List<String> only;

  @Option(
      names = "--database-url",
      description = "The server's PostgreSQL, to measure limits with: postgres:// or jdbc:.")
  private @Nullable String databaseUrl;

  @Option(
      names = "--disk",
      description = "A folder on the disk of the server's store, to measure limits with.")
  private @Nullable Path disk;

  @Option(names = "--server-pid", description = "The server's process, for its memory.")
  private @Nullable Long serverPid;

  @Option(names = "--json", description = "Write the results here.")
  private @Nullable Path json;

  @Option(names = "--markdown", description = "Write the tables here.")
  private @Nullable Path markdown;

  @Option(names = "--keep", description = "Do not delete the repository at the end.")
  private boolean keep;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Main()).setExecutionExceptionHandler(Main::report).execute(arguments));
  }

  /** A server that cannot be reached needs no stack trace. */
  private static int report(Exception e, CommandLine command, ParseResult parsed) {
    command.getErr().println("benchmarks: " + e);
    return CommandLine.ExitCode.USAGE;
  }

  /** Status 0 when there were no errors and no bar was missed, 1 otherwise. */
  @Override
  public Integer call() throws Exception {
    Set<String> names = names();
    boolean bulk = names.contains(Workloads.BULK);
    String run = "bench-" + Long.toString(System.currentTimeMillis(), 36);
    var fixture =
        Fixture.create(
            Target.of(server.url(), server.accessKey(), server.secret()),
            run,
            server.storageNamespace() + "/" + run,
            server.storageId(),
            bulk);
    try (var limits = Limits.open(databaseUrl, disk, bulk)) {
      var stepper = new Stepper(duration(warmupSeconds), duration(seconds));
      var session =
          new Session(new Workloads(fixture), limits, stepper, concurrency, names, this::progress);
      session.warm(duration(warmServerSeconds));
      List<Reading> readings = session.run(rounds);
      ProcessMemory memory = serverPid == null ? null : ProcessMemory.read(serverPid);
      return report(
          Results.of(server.url().toString(), rounds, readings, session.comparisons(), memory));
    } finally {
      if (!keep) {
        fixture.delete();
      }
    }
  }

  private Set<String> names() {
    List<String> asked = only == null ? Session.NAMES : only;
    for (String name : asked) {
      if (!Session.NAMES.contains(name)) {
        throw new ParameterException(
            spec.commandLine(), "there is no workload " + name + ", only " + Session.NAMES);
      }
    }
    return new LinkedHashSet<>(asked);
  }

  private int report(Results results) throws IOException {
    String text = MarkdownReport.of(results);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println(text);
    out.flush();
    if (markdown != null) {
      Files.writeString(markdown, text);
    }
    if (json != null) {
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(json.toFile(), results);
    }
    boolean failed = results.figures().stream().anyMatch(figure -> figure.errors() > 0);
    return failed || results.bars().stream().anyMatch(bar -> !bar.met()) ? 1 : 0;
  }

  private void progress(Reading reading) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(reading);
    err.flush();
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
