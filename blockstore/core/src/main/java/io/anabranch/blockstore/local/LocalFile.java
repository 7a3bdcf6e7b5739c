package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The file of an object, reached without following symbolic links. */
record LocalFile(LocalPaths paths, PhysicalAddress address, Path path) {

  private static final int REPLACED_MEANWHILE = 100;

  LocalFile(LocalPaths paths, PhysicalAddress address) {
    this(paths, address, paths.file(address));
  }

  Path directory() {
    // Every file lies below the root, so it has a parent.
    return path.resolveSibling("");
  }

  /** An open file with the description of just the bytes it holds. */
  record Opened(FileChannel channel, ObjectInfo info) {}

  ObjectInfo stat() throws IOException {
    BasicFileAttributes attributes = attributes();
    requireNoLinkAbove();
    return describe(address, attributes);
  }

  Opened open() throws IOException {
    BasicFileAttributes before = attributes();
    for (int attempt = 0; attempt < REPLACED_MEANWHILE; attempt++) {
      FileChannel channel = FileChannel.open(path, Set.of(READ, NOFOLLOW_LINKS));
      BasicFileAttributes after = examine(channel);
      if (sameFile(before, after)) {
        return new Opened(channel, describe(address, after));
      }
      channel.close();
      before = after;
    }
    throw new BlockstoreException(
        UNAVAILABLE, "Object " + address + " is being replaced too often to be opened");
  }

  /**
   * Describes the file that is at the path now, which the channel was opened from or a later one.
   */
  private BasicFileAttributes examine(FileChannel channel) throws IOException {
    try {
      BasicFileAttributes attributes = attributes();
      requireNoLinkAbove();
      return attributes;
    } catch (IOException | BlockstoreException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether an object is there; false also for a directory. */
  boolean exists() throws IOException {
    try {
      attributes();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      if (crossesFile()) {
        return false;
      }
      throw e;
    }
  }

  /** Whether a part of the path is itself an object, so that nothing can exist under it. */
  boolean crossesFile() {
    return paths.crossesFile(path);
  }

  /** Returns false if there was nothing to delete. */
  boolean delete() throws IOException {
    if (!exists()) {
      return false;
    }
    requireNoLinkAbove();
    return Files.deleteIfExists(path);
  }

  /** Fails if a directory above the file, which must exist, is or lies behind a symbolic link. */
  void requireNoLinkAbove() throws IOException {
    if (!paths.isReal(directory())) {
      throw symbolicLink();
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw symbolicLink();
    }
    if (!attributes.isRegularFile()) {
      throw new NoSuchFileException(path.toString());
    }
    return attributes;
  }

  /** What it means that an existing object could not be reached. */
  BlockstoreException unreachable(IOException e, String verb) {
    if (paths.crossesLink(path)) {
      return symbolicLink();
    }
    if (e instanceof NoSuchFileException || crossesFile()) {
      return new BlockstoreException(NOT_FOUND, "There is no object " + address);
    }
    return LocalFailures.translate(e, "Object " + address + " could not be " + verb);
  }

  /** What it means that an object could not be written. */
  BlockstoreException unwritable(IOException e) {
    return paths.crossesLink(path)
        ? symbolicLink()
        : LocalFailures.translate(e, "Object " + address + " could not be written");
  }

  private BlockstoreException symbolicLink() {
    return new BlockstoreException(
        FORBIDDEN,
        "Object " + address + " lies at or behind a symbolic link, which a store does not follow");
  }

  private static boolean sameFile(BasicFileAttributes a, BasicFileAttributes b) {
    return Objects.equals(a.fileKey(), b.fileKey())
        && a.size() == b.size()
        && a.lastModifiedTime().equals(b.lastModifiedTime());
  }

  /** The etag joins time, size and inode: an overwrite brings a new inode at least. */
  static ObjectInfo describe(PhysicalAddress address, BasicFileAttributes attributes) {
    String etag =
        Long.toHexString(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS))
            + "-"
            + Long.toHexString(attributes.size())
            + "-"
            + Integer.toHexString(Objects.hashCode(attributes.fileKey()));
    return new ObjectInfo(
        address, attributes.size(), etag, attributes.lastModifiedTime().toInstant());
  }
}
