package io.anabranch.benchmarks.refs;

import io.anabranch.benchmarks.server.ServerOptions;
import io.anabranch.refs.RefsCommands;
import io.anabranch.sdk.Anabranch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: writes a history, then times its dump, its verification and its restore. */
@Command(
    name = "benchmarks/run refs",
    description = "Dumps and restores the refs of a long history; writing it takes minutes.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Main implements Callable<Integer> {

  /** The longest that a dump or a restore may take. */
  private static final double BAR_SECONDS = 60;

  @Mixin private ServerOptions options;

  @Option(names = "--commits", defaultValue = "100000")
  private int commits;

  @Option(names = "--branches", defaultValue = "10000")
  private int branches;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    String repository = ServerOptions.freshName("refs");
    Path folder = Files.createTempDirectory("anabranch-refs");
    Path manifest = folder.resolve(repository + "_manifest.json");
    try (var server = options.connect()) {
      new History(server, repository, commits, branches).write(options.repository(repository));
      double dump = seconds(server, "dump", repository, "--rm", "--output-dir", folder.toString());
      double restore = seconds(server, "restore", manifest.toString());
      double verify = seconds(server, "verify", manifest.toString());
      server.repositories().deleteRepository(repository, null);
      System.out.printf(
          Locale.ROOT,
          """
          | commits | branches | dump s | restore s | verify s |
          |--:|--:|--:|--:|--:|
          | %d | %d | %.1f | %.1f | %.1f |
          """,
          commits,
          branches,
          dump,
          restore,
          verify);
      return Math.max(dump, restore) > BAR_SECONDS ? 1 : 0;
    } finally {
      Files.deleteIfExists(manifest);
      Files.delete(folder);
    }
  }

  private static double seconds(Anabranch server, String... arguments) {
    long start = System.nanoTime();
    int status = RefsCommands.of(() -> server, System.out, System.err).execute(arguments);
    if (status != 0) {
      throw new IllegalStateException("it ended with " + status);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
