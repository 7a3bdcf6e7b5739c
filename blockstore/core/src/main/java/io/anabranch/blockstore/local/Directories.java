package io.anabranch.blockstore.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes directories, durably: a file survives a crash only if the names of all directories above it
 * do. A directory that is found to exist may have been made a moment ago by someone who has not
 * synced it yet, so this process syncs each one once itself before it relies on it.
 */
final class Directories {

  private static final int REMEMBERED = 10_000;

  private final Path root;
  private final boolean syncWrites;
  private final DirectorySyncs syncs = new DirectorySyncs();
  private final Set<Path> durable = ConcurrentHashMap.newKeySet();

  Directories(Path root, boolean syncWrites) {
    this.root = root;
    this.syncWrites = syncWrites;
  }

  /** Makes the directory of a store, wherever it is, and gives its real path. */
  static Path makeRoot(Path root) throws IOException {
    Path path = root.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      Path parent = makeRoot(path.resolveSibling(""));
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(path)) {
          throw e;
        }
      }
      new DirectorySyncs().sync(parent);
    }
    return path.toRealPath();
  }

  /**
   * Makes a directory below the root, with all above it.
   *
   * @throws NotDirectoryException when a part of the path exists and is something else
   */
  void make(Path directory) throws IOException {
    if (directory.equals(root) || durable.contains(directory)) {
      return;
    }
    Path parent = directory.resolveSibling("");
    make(parent);
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(directory.toString());
      }
    }
    sync(parent);
    if (durable.size() >= REMEMBERED) {
      durable.clear();
    }
    durable.add(directory);
  }

  /** Forgets a directory, and those above it, that somebody else has removed. */
  void forget(Path directory) {
    durable.removeIf(directory::startsWith);
  }

  /** Makes the names in a directory durable, if this store's writes are. */
  void sync(Path directory) throws IOException {
    if (syncWrites) {
      syncs.sync(directory);
    }
  }
}
