package io.anabranch.benchmarks.load.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Random;

/** A folder of this run on the disk under test, with a large file to read. Deleted when closed. */
public final class LimitDirectory implements AutoCloseable {

  private static final int PIECE_BYTES = 1 << 20;

  private final Path root;
  private final Path bulk;

  private LimitDirectory(Path root) {
    this.root = root;
    this.bulk = root.resolve("bulk");
  }

  /** Makes the folder and its file of so many bytes. */
  public static LimitDirectory create(Path disk, int bulkBytes) throws IOException {
    Files.createDirectories(disk);
    var directory = new LimitDirectory(Files.createTempDirectory(disk, "benchmark-limits"));
    byte[] noise = new byte[PIECE_BYTES];
    new Random(42).nextBytes(noise);
    try (var channel =
        FileChannel.open(directory.bulk, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int written = 0; written < bulkBytes; written += PIECE_BYTES) {
        channel.write(ByteBuffer.wrap(noise, 0, Math.min(PIECE_BYTES, bulkBytes - written)));
      }
      channel.force(true);
    }
    return directory;
  }

  /** The large file. */
  public Path bulk() {
    return bulk;
  }

  /** A new folder for one client. */
  Path forClient() throws IOException {
    return Files.createTempDirectory(root, "client");
  }

  @Override
  public void close() throws IOException {
    delete(root);
  }

  static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
