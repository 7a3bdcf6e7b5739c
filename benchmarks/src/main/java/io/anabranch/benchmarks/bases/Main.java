package io.anabranch.benchmarks.bases;

import io.anabranch.benchmarks.server.ServerOptions;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.model.BranchCreation;
import io.anabranch.sdk.model.CommitCreation;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The command line. Writing the history leaves it in the server's memory; so write it in one run,
 * start the server again, and measure in another.
 */
@Command(
    name = "benchmarks/run bases",
    description = "Times merge bases and logs over a long history.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Main implements Callable<Integer> {

  private static final String BRANCH = "behind";
  private static final int PAGE = 1000;

  @Mixin private ServerOptions server;

  @Option(
      names = "--commits",
      defaultValue = "5000",
      description = "On main, since the branch point.")
  private int commits;

  @Option(names = "--repository", description = "Measure one that an earlier run wrote.")
  private @Nullable String repository;

  @Option(names = "--rounds", defaultValue = "21")
  private int rounds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    try (Anabranch client = server.connect()) {
      if (repository == null) {
        System.out.println("--repository " + write(client));
      } else {
        measure(client, repository);
      }
      return 0;
    }
  }

  private String write(Anabranch client) {
    String name = ServerOptions.freshName("bases");
    client.repositories().createRepository(server.repository(name), null);
    client.branches().createBranch(name, new BranchCreation().name(BRANCH).source("main"));
    commit(client, name, BRANCH, "behind");
    for (int i = 0; i < commits; i++) {
      commit(client, name, "main", "commit " + i);
    }
    return name;
  }

  private static void commit(Anabranch client, String name, String branch, String message) {
    var creation = new CommitCreation().message(message).allowEmpty(true);
    var _ = client.commits().commit(name, branch, creation, null);
  }

  private void measure(Anabranch client, String name) {
    // So that connections and classes are there: of main and itself, no walk.
    double none = millis(() -> client.refs().findMergeBase(name, "main", "main"));
    double first = millis(() -> client.refs().findMergeBase(name, BRANCH, "main"));
    List<Double> next =
        IntStream.range(0, rounds)
            .mapToObj(_ -> millis(() -> client.refs().findMergeBase(name, BRANCH, "main")))
            .sorted()
            .toList();
    double page =
        millis(
            () ->
                client
                    .refs()
                    .logCommits(
                        name, "main", "", PAGE, List.of(), List.of(), null, null, null, ""));
    System.out.printf(
        Locale.ROOT,
        """
        | no walk, ms | merge base, first, ms | merge base, median of %d, ms | log of %d, ms |
        |--:|--:|--:|--:|
        | %.1f | %.1f | %.1f | %.1f |
        """,
        rounds,
        PAGE,
        none,
        first,
        next.get(rounds / 2),
        page);
  }

  private static double millis(Runnable call) {
    long start = System.nanoTime();
    call.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
