package io.anabranch.benchmarks.clones;

import io.anabranch.benchmarks.server.ServerOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line: the same objects copied by a loop over the stores and by a clone, in turns. */
@Command(
    name = "benchmarks/run clones",
    description = "Clones a repository between two local stores, and copies its objects, in turns.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls
public final class Main implements Callable<Integer> {

  /** The least share of the loop's rate that a clone may have. */
  private static final double BAR = 0.7;

  @Mixin private ServerOptions server;

  @Option(names = "--folder", required = true, description = "The root of the store.")
  private Path folder;

  @Option(names = "--target-storage-id", required = true, description = "The store to copy to.")
  private String targetStorageId;

  @Option(names = "--target-folder", required = true, description = "The root of that store.")
  private Path targetFolder;

  @Option(names = "--objects", defaultValue = "10000")
  private int objects;

  @Option(names = "--bytes", defaultValue = "4096", description = "Of each object.")
  private int bytes;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    String original = ServerOptions.freshName("original");
    URI namespace = URI.create(server.repository(original).getStorageNamespace());
    String prefix = namespace.getPath().substring(1) + "/";
    List<Double> loops = new ArrayList<>();
    List<Double> clones = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    try (var client = server.connect();
        var loop = new CopyLoop(folder, targetFolder)) {
      var cloned = new ServerClones(client, server, original);
      cloned.write(objects, bytes);
      // The first of each warms both up; then each comes first in turn.
      for (int round = 0; round <= rounds; round++) {
        boolean cloneFirst = round % 2 == 1;
        double early = cloneFirst ? perSecond(() -> cloned.copy(targetStorageId)) : 0;
        String place = "%s/loop-%d/".formatted(original, round);
        double copied = perSecond(() -> loop.copy(namespace.getHost(), prefix, place));
        double clone = cloneFirst ? early : perSecond(() -> cloned.copy(targetStorageId));
        if (round > 0) {
          loops.add(copied);
          clones.add(clone);
          shares.add(clone / copied);
        }
      }
      cloned.delete();
    }
    double share = median(shares);
    System.out.printf(
        Locale.ROOT,
        """
        | objects | bytes of each | copied per second | cloned per second | share |
        |--:|--:|--:|--:|--:|
        | %d | %d | %.0f | %.0f | %.2f (%.2f to %.2f) |
        """,
        objects,
        bytes,
        median(loops),
        median(clones),
        share,
        shares.stream().min(Double::compare).orElseThrow(),
        shares.stream().max(Double::compare).orElseThrow());
    return share < BAR ? 1 : 0;
  }

  private double perSecond(Callable<Long> work) throws Exception {
    long start = System.nanoTime();
    long done = work.call();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (done < objects) {
      throw new IllegalStateException("there are " + objects + " objects, but it copied " + done);
    }
    return done / seconds;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
