package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory held by one process at a time, by a locked file in it that names the process. The
 * system lets go when the process ends, however it ends.
 */
public final class DirectoryLock implements AutoCloseable {

  private static final String NAME = "lock";

  /** The system frees a file as soon as the process closes it once: it must be opened once only. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Empty when this or another process holds it. The directory must exist. */
  public static Optional<DirectoryLock> tryTake(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    try {
      Optional<DirectoryLock> taken = tryTakeUnheld(real);
      if (taken.isEmpty()) {
        HELD.remove(real);
      }
      return taken;
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static Optional<DirectoryLock> tryTakeUnheld(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      String holder = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
      return Optional.of(new DirectoryLock(directory, channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Who holds it, for a message: {@code process 123}. */
  public static String holder(Path directory) throws IOException {
    Path real = directory.toRealPath();
    return HELD.contains(real)
        ? "this process"
        : "process " + Files.readString(real.resolve(NAME)).strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(directory);
  }
}
