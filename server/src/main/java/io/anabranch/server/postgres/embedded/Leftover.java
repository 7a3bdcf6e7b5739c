package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a killed server may have left of its PostgreSQL: processes that still run, and the file
 * {@code postmaster.pid}. Only the holder of the data directory's lock may clean up.
 *
 * <p>PostgreSQL itself believes that file for as long as its process id exists, also when that is a
 * zombie nobody collects (usual in containers) or another program by now. A process of PostgreSQL
 * has the cluster as its working directory, and a zombie has none: that is asked instead.
 */
final class Leftover {

  private static final Path PROCESSES = Path.of("/proc");
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Path cluster;

  Leftover(Path cluster) {
    this.cluster = cluster;
  }

  /** Ends what is left, as a fast shutdown, and removes the stale file. */
  void clear(Duration limit) throws IOException, InterruptedException {
    var file = PostmasterFile.find(cluster);
    var running = processes();
    if (file.isPresent() && running.contains(file.get().pid())) {
      Signals.interrupt(file.get().pid());
    }
    long deadline = System.nanoTime() + limit.toNanos();
    while (!running.isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new EmbeddedPostgresException(
            "processes " + running + " of an earlier run still use " + cluster + ": end them");
      }
      Thread.sleep(PAUSE);
      running = processes();
    }
    PostmasterFile.delete(cluster);
  }

  /** The processes that use the cluster now. */
  List<Long> processes() throws IOException {
    if (!Files.isDirectory(PROCESSES)) {
      return recordedProcess();
    }
    var found = new ArrayList<Long>();
    try (var entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : entries) {
        if (usesCluster(process)) {
          found.add(Long.valueOf(process.getFileName().toString()));
        }
      }
    }
    return found;
  }

  private boolean usesCluster(Path process) {
    try {
      return Files.readString(process.resolve("comm")).strip().equals("postgres")
          && Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
    } catch (IOException e) {
      // Ended meanwhile, a zombie, or another user's: in no case a user of this cluster.
      return false;
    }
  }

  /** Where there is no {@code /proc}. */
  private List<Long> recordedProcess() throws IOException {
    return PostmasterFile.find(cluster).stream()
        .flatMap(file -> ProcessHandle.of(file.pid()).stream())
        .filter(handle -> handle.info().command().orElse("").endsWith("postgres"))
        .map(ProcessHandle::pid)
        .toList();
  }
}
