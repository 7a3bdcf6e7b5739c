package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code postmaster.pid}, which a running PostgreSQL keeps in its data directory: line 1 is its
 * process id, line 8 its state (storage/pidfile.h of PostgreSQL).
 */
record PostmasterFile(long pid, String state) {

  private static final String NAME = "postmaster.pid";

  /** Empty when there is none, or it is not fully written yet. */
  static Optional<PostmasterFile> find(Path cluster) throws IOException {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve(NAME));
      String state = lines.size() < 8 ? "" : lines.get(7).strip();
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(new PostmasterFile(Long.parseLong(lines.getFirst().strip()), state));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  static void delete(Path cluster) throws IOException {
    Files.deleteIfExists(cluster.resolve(NAME));
  }

  boolean readyFor(long child) {
    return pid == child && state.equals("ready");
  }
}
