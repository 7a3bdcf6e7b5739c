package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Maps addresses to files below the root and back, one to one: container and key become the
 * segments of a path as they stand, without any escaping. What would not come back unchanged, or
 * would lead elsewhere, is refused.
 */
final class LocalPaths {

  /** The store's own directory below the root: no address leads into it and no listing shows it. */
  static final String RESERVED = ".anabranch";

  private static final int MAXIMUM_SEGMENT_BYTES = 255;
  // PATH_MAX of Linux is 4096 with the final zero; macOS allows 1024.
  private static final int MAXIMUM_PATH_BYTES = 4095;

  private final Path root;
  private final int rootBytes;

  /**
   * @param root a real path: absolute, without symbolic links
   */
  LocalPaths(Path root) {
    this.root = root;
    this.rootBytes = root.toString().getBytes(UTF_8).length;
  }

  /** With a container's name of any length before it. */
  int maximumKeyBytes() {
    return Math.max(0, MAXIMUM_PATH_BYTES - rootBytes - MAXIMUM_SEGMENT_BYTES - 2);
  }

  Path root() {
    return root;
  }

  /**
   * The file of an object.
   *
   * @throws BlockstoreException INVALID_ADDRESS when no file below the root can have that name
   */
  Path file(PhysicalAddress address) {
    return address.container().isEmpty()
        ? below(root, address.key())
        : below(container(address.container()), address.key());
  }

  /** The directory of a container; the root for the empty one. */
  Path container(String container) {
    if (container.indexOf('/') >= 0) {
      throw invalid("container '" + container + "' holds a slash");
    }
    return container.isEmpty() ? root : below(root, container);
  }

  /** The path reached from a directory by a slash-separated text. */
  Path below(Path directory, String text) {
    for (int start = 0; start <= text.length(); ) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      requirePlain(text.substring(start, end), text);
      start = end + 1;
    }
    Path path = parse(directory, text);
    // Whatever the checks above overlooked must not lead out of the store.
    if (!path.startsWith(directory) || !path.equals(path.normalize())) {
      throw invalid("'" + text + "' leads elsewhere");
    }
    if (path.getName(root.getNameCount()).toString().equalsIgnoreCase(RESERVED)) {
      throw invalid("'" + RESERVED + "' is the store's own");
    }
    if (path.toString().getBytes(UTF_8).length > MAXIMUM_PATH_BYTES) {
      throw invalid("it is longer than a path can be");
    }
    return path;
  }

  /**
   * Whether a directory that exists is what its path says: no part of it below the root is a
   * symbolic link.
   */
  boolean isReal(Path directory) throws IOException {
    return directory.toRealPath().equals(directory);
  }

  /** Whether something above the path, below the root, is a file: then nothing can exist there. */
  boolean crossesFile(Path path) {
    return crosses(path, directory -> Files.isRegularFile(directory, NOFOLLOW_LINKS));
  }

  /** Whether something above the path, below the root, is a symbolic link. */
  boolean crossesLink(Path path) {
    return crosses(path, Files::isSymbolicLink);
  }

  private boolean crosses(Path path, Predicate<Path> obstacle) {
    Path parent = path.getParent();
    while (parent != null && parent.startsWith(root)) {
      if (obstacle.test(parent)) {
        return true;
      }
      parent = parent.getParent();
    }
    return false;
  }

  private static void requirePlain(String segment, String text) {
    if (segment.isEmpty()) {
      throw invalid("'" + text + "' has an empty part between slashes");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw invalid("'" + text + "' has a part '" + segment + "'");
    }
    if (segment.indexOf('\0') >= 0) {
      throw invalid("it holds a NUL");
    }
    if (segment.getBytes(UTF_8).length > MAXIMUM_SEGMENT_BYTES) {
      throw invalid("a part between slashes is longer than " + MAXIMUM_SEGMENT_BYTES + " bytes");
    }
  }

  private static Path parse(Path directory, String text) {
    try {
      Path path = directory.resolve(text);
      // A locale other than UTF-8 can turn characters into others without saying so.
      if (!path.toString().endsWith("/" + text)) {
        throw invalid("'" + text + "' has no file name of its own");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new BlockstoreException(
          INVALID_ADDRESS,
          "A local store cannot hold this address: no file can be named so; if it is not ASCII,"
              + " start the server with a UTF-8 locale such as LC_ALL=C.UTF-8",
          e);
    }
  }

  private static BlockstoreException invalid(String why) {
    return new BlockstoreException(
        INVALID_ADDRESS, "A local store cannot hold this address: " + why);
  }
}
