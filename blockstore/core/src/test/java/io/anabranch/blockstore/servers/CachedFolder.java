package io.anabranch.blockstore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Folders below the user's cache that are filled once. A file lock keeps processes apart, a marker
 * that is made last tells a whole folder from one whose making was cut short. A folder is filled
 * where it stays: environments of Python's cannot be moved.
 */
final class CachedFolder {

  private static final String MARKER = ".installed";

  private CachedFolder() {}

  /** Fills an empty folder. */
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /** The folder of this name in the user's cache, which is filled if it is not yet. */
  static Path get(String name, Filling filling) {
    return get(home().resolve("anabranch").resolve("test-servers"), name, filling);
  }

  static synchronized Path get(Path parent, String name, Filling filling) {
    try {
      Path folder = parent.resolve(name);
      Files.createDirectories(parent);
      try (FileChannel channel = open(folder.resolveSibling(name + ".lock"));
          FileLock _ = channel.lock()) {
        if (!Files.exists(folder.resolve(MARKER))) {
          Folders.delete(folder);
          Files.createDirectory(folder);
          filling.fill(folder);
          Files.createFile(folder.resolve(MARKER));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path home() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
  }
}
