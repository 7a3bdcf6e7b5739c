package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Puts files in place whole. The order is what makes it safe: the bytes are durable before the name
 * appears, the name is durable before the caller hears of it.
 */
final class WholeFiles implements AutoCloseable {

  private final Directories directories;
  private final TemporaryFiles temporaries;
  private final boolean syncWrites;

  WholeFiles(Directories directories, TemporaryFiles temporaries, boolean syncWrites) {
    this.directories = directories;
    this.temporaries = temporaries;
    this.syncWrites = syncWrites;
  }

  /** Gives a file its name. */
  private interface Placing {
    /** Returns whether the temporary name is gone with that. */
    boolean place(Path temporary) throws IOException;
  }

  /** Leaves nothing behind if it fails before the file is in place. */
  ObjectInfo write(LocalFile target, boolean ifAbsent, Filling filling) throws IOException {
    if (ifAbsent && target.exists()) {
      throw alreadyExists(target);
    }
    return write(
        target,
        filling,
        temporary -> {
          place(temporary, target, ifAbsent);
          return !ifAbsent;
        });
  }

  /** As above, into a directory that exists, and is never made again once it is gone. */
  ObjectInfo writeInto(LocalFile target, Filling filling) throws IOException {
    return write(
        target,
        filling,
        temporary -> {
          target.requireNoLinkAbove();
          Files.move(temporary, target.path(), ATOMIC_MOVE);
          return true;
        });
  }

  /** Makes a directory that is there with one file in it, or not at all. */
  void makeDirectory(Path directory, String file, byte[] bytes) throws IOException {
    Path temporary = Files.createDirectory(temporaries.next());
    try {
      fill(temporary.resolve(file), channel -> channel.write(ByteBuffer.wrap(bytes)));
      directories.sync(temporary);
      Files.move(temporary, directory, ATOMIC_MOVE);
      directories.sync(directory.resolveSibling(""));
    } finally {
      TemporaryFiles.removeTree(temporary);
    }
  }

  /** Takes a directory away in one step, with all that is in it. One that is gone is success. */
  void dropDirectory(Path directory) throws IOException {
    Path temporary = temporaries.next();
    try {
      Files.move(directory, temporary, ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    directories.sync(directory.resolveSibling(""));
    TemporaryFiles.removeTree(temporary);
  }

  private ObjectInfo write(LocalFile target, Filling filling, Placing placing) throws IOException {
    Path temporary = temporaries.next();
    boolean moved = false;
    try {
      fill(temporary, filling);
      ObjectInfo written = describe(temporary, target.address());
      moved = placing.place(temporary);
      directories.sync(target.directory());
      return written;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private void fill(Path temporary, Filling filling) throws IOException {
    try (FileChannel file = FileChannel.open(temporary, Set.of(CREATE_NEW, WRITE))) {
      filling.fill(file);
      if (syncWrites) {
        file.force(true);
      }
    }
  }

  private static ObjectInfo describe(Path file, PhysicalAddress address) throws IOException {
    return LocalFile.describe(
        address, Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS));
  }

  private void place(Path temporary, LocalFile target, boolean ifAbsent) throws IOException {
    try {
      placeOnce(temporary, target, ifAbsent);
    } catch (NoSuchFileException e) {
      // Somebody removed a directory that this process had made or seen.
      directories.forget(target.directory());
      placeOnce(temporary, target, ifAbsent);
    }
  }

  private void placeOnce(Path temporary, LocalFile target, boolean ifAbsent) throws IOException {
    makeDirectory(target);
    target.requireNoLinkAbove();
    try {
      if (ifAbsent) {
        Files.createLink(target.path(), temporary);
      } else {
        Files.move(temporary, target.path(), ATOMIC_MOVE);
      }
    } catch (IOException e) {
      if (Files.isDirectory(target.path(), NOFOLLOW_LINKS)) {
        throw clash(target, "there is a directory of that name", e);
      }
      if (e instanceof FileAlreadyExistsException) {
        throw alreadyExists(target);
      }
      throw e;
    }
  }

  private void makeDirectory(LocalFile target) throws IOException {
    try {
      directories.make(target.directory());
    } catch (NotDirectoryException e) {
      if (target.crossesFile()) {
        throw clash(target, "a part of it is an object already", e);
      }
      throw e;
    }
  }

  private static BlockstoreException clash(LocalFile target, String why, IOException cause) {
    return new BlockstoreException(
        INVALID_ADDRESS, "A local store cannot hold " + target.address() + ": " + why, cause);
  }

  private static BlockstoreException alreadyExists(LocalFile target) {
    return new BlockstoreException(
        ALREADY_EXISTS, "There is an object " + target.address() + " already");
  }

  @Override
  public void close() throws IOException {
    temporaries.close();
  }
}
