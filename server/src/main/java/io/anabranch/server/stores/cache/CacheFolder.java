package io.anabranch.server.stores.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one server holds at a time, by a locked file in it: the first of {@code 0}, {@code
 * 1}, … that no other server of this machine holds. So servers that are configured alike do not
 * meet, and one that starts again finds its files. The system lets go when the process ends.
 */
final class CacheFolder implements AutoCloseable {

  /** So many servers on one machine may share a setting. */
  private static final int MAX_SERVERS = 16;

  /** The system frees a file as soon as the process closes it once: it must be opened once only. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private CacheFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Creates what is missing, and drops what a process that was killed left half-written. */
  static CacheFolder take(Path parent) throws IOException {
    Path real = Files.createDirectories(parent).toRealPath();
    for (int i = 0; i < MAX_SERVERS; i++) {
      Path candidate = Files.createDirectories(real.resolve(Integer.toString(i)));
      if (HELD.add(candidate)) {
        CacheFolder taken = null;
        try {
          taken = prepare(candidate);
        } finally {
          if (taken == null) {
            HELD.remove(candidate);
          }
        }
        if (taken != null) {
          return taken;
        }
      }
    }
    throw new IOException(MAX_SERVERS + " servers use " + parent + " already");
  }

  /** Null when another process holds it. */
  private static @Nullable CacheFolder prepare(Path folder) throws IOException {
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean kept = false;
    try {
      if (lock.tryLock() == null) {
        return null;
      }
      CacheFolder taken = new CacheFolder(folder, lock);
      Files.createDirectories(taken.files());
      Files.createDirectories(taken.growing());
      taken.sweep();
      kept = true;
      return taken;
    } finally {
      if (!kept) {
        lock.close();
      }
    }
  }

  /** Whole files. */
  Path files() {
    return path.resolve("files");
  }

  /** Files that are being written. */
  Path growing() {
    return path.resolve("growing");
  }

  private void sweep() throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(growing())) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    HELD.remove(path);
  }
}
