package io.anabranch.blockstore.local;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for files that are being written, in directories of the store's file system that belong to
 * this instance alone: several of them, because creating files in one and moving them out of it
 * happens one at a time in the kernel, and that was measured to cost a fifth of the rate. A lock
 * that falls with the process tells the living instances of a shared store from the dead, whose
 * files are removed when the next one starts.
 */
final class TemporaryFiles implements AutoCloseable {

  private static final String LOCK_SUFFIX = ".lock";
  private static final int DIRECTORIES = 16;

  // Closing any channel on a file drops all of this process's locks on it, so the lock files of
  // instances in this process must not even be opened.
  private static final Set<Path> LIVE = new HashSet<>();

  private final Path directory;
  private final Path lockFile;
  private final FileChannel lock;
  private final AtomicLong names = new AtomicLong();

  private TemporaryFiles(Path directory, Path lockFile, FileChannel lock) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Removes what dead instances left below the parent, and makes a directory for this one.
   *
   * @param parent exists, and is used for nothing else
   */
  static TemporaryFiles start(Path parent) throws IOException {
    synchronized (LIVE) {
      try (FileChannel starting = FileChannel.open(parent.resolve("starting"), CREATE, WRITE)) {
        starting.lock();
        sweep(parent);
        return create(parent);
      }
    }
  }

  private static TemporaryFiles create(Path parent) throws IOException {
    String name = UUID.randomUUID().toString();
    Path lockFile = parent.resolve(name + LOCK_SUFFIX);
    FileChannel lock = FileChannel.open(lockFile, CREATE, WRITE);
    lock.lock();
    LIVE.add(lockFile);
    Path directory = Files.createDirectory(parent.resolve(name));
    for (int i = 0; i < DIRECTORIES; i++) {
      Files.createDirectory(directory.resolve(Integer.toString(i)));
    }
    return new TemporaryFiles(directory, lockFile, lock);
  }

  /** A path at which nothing is. */
  Path next() {
    long number = names.incrementAndGet();
    return directory
        .resolve(Long.toString(number % DIRECTORIES))
        .resolve(Long.toString(number, Character.MAX_RADIX));
  }

  @Override
  public void close() throws IOException {
    synchronized (LIVE) {
      remove(directory, lockFile);
      lock.close();
      LIVE.remove(lockFile);
    }
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(parent, "*" + LOCK_SUFFIX)) {
      for (Path lockFile : lockFiles) {
        if (!LIVE.contains(lockFile)) {
          sweepIfDead(lockFile);
        }
      }
    }
  }

  private static void sweepIfDead(Path lockFile) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, WRITE)) {
      if (channel.tryLock() != null) {
        String name = lockFile.getFileName().toString();
        String directory = name.substring(0, name.length() - LOCK_SUFFIX.length());
        remove(lockFile.resolveSibling(directory), lockFile);
      }
    }
  }

  private static void remove(Path directory, Path lockFile) throws IOException {
    removeTree(directory);
    Files.deleteIfExists(lockFile);
  }

  static void removeTree(Path path) throws IOException {
    if (Files.isDirectory(path, NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
        for (Path child : children) {
          removeTree(child);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
