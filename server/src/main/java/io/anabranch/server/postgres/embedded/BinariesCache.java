package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.tukaani.xz.XZInputStream;

/**
 * The directory in which PostgreSQL's binaries are unpacked, each version in a folder named after
 * the system and the archive's checksum. A folder appears whole or not at all; processes that need
 * the same one at once wait for the first.
 */
final class BinariesCache {

  private static final String UNPACKING = "unpacking";
  private static final Duration VERSION_LIMIT = Duration.ofSeconds(30);

  private final Path directory;

  BinariesCache(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /**
   * {@code ANABRANCH_CACHE_DIR}, or the user's cache folder; for root one that every user may pass
   * through, since root hands the process to another user.
   */
  static Path defaultDirectory() {
    String chosen = System.getenv("ANABRANCH_CACHE_DIR");
    String userCache = System.getenv("XDG_CACHE_HOME");
    if (chosen != null && !chosen.isEmpty()) {
      return Path.of(chosen);
    } else if (LaunchMode.isRoot()) {
      return Path.of("/var/cache/anabranch");
    } else if (userCache != null && !userCache.isEmpty()) {
      return Path.of(userCache, "anabranch");
    } else {
      return Path.of(System.getProperty("user.home"), ".cache", "anabranch");
    }
  }

  /** The binaries for this system, unpacked first if need be. */
  PostgresBinaries open() throws IOException {
    URL archive = findArchive(systemName());
    Path target = directory.resolve("postgres-" + systemName() + "-" + checksum(archive));
    createOwnDirectory();
    if (!Files.exists(target)) {
      unpackAlone(archive, target);
    }
    return new PostgresBinaries(target, Files.readString(target.resolve("VERSION")).strip());
  }

  /** Locked against other threads by the monitor, against other processes by the file. */
  private void unpackAlone(URL archive, Path target) throws IOException {
    synchronized (BinariesCache.class) {
      try (var channel = openForWrite(directory.resolve("lock"));
          var _ = channel.lock()) {
        if (!Files.exists(target)) {
          Path unpacking = directory.resolve(UNPACKING);
          Directories.deleteTree(unpacking);
          unpack(archive, Files.createDirectory(unpacking));
          Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
  }

  private static void unpack(URL archive, Path target) throws IOException {
    try (InputStream in = archive.openStream();
        var tar = new XZInputStream(in)) {
      TarUnpacker.unpack(tar, target);
    }
    Path postgres = target.resolve("bin/postgres");
    String version = Command.run(List.of(postgres.toString(), "--version"), target, VERSION_LIMIT);
    Files.writeString(target.resolve("VERSION"), version);
    Directories.syncTree(target);
  }

  /** What is executed from here must not be writable by others. */
  private void createOwnDirectory() throws IOException {
    if (!Files.exists(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    var permissions = Files.getPosixFilePermissions(directory);
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
        || permissions.contains(PosixFilePermission.GROUP_WRITE)
        || !Files.isWritable(directory)) {
      throw new EmbeddedPostgresException(
          "the cache directory "
              + directory
              + " must be writable by this user, and by no other;"
              + " choose another one with ANABRANCH_CACHE_DIR");
    }
  }

  private static FileChannel openForWrite(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static URL findArchive(String system) {
    URL found = BinariesCache.class.getResource("/postgres-" + system + ".txz");
    if (found == null) {
      throw new EmbeddedPostgresException(
          "this build has no PostgreSQL for "
              + system
              + ": use an external database (database.postgres.connection_string)");
    }
    return found;
  }

  /** {@code linux-x86_64}, {@code linux-arm_64}, {@code darwin-arm_64}: the archives' own names. */
  private static String systemName() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "darwin" : system.replace(' ', '_'))
        + "-"
        + switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> machine;
        };
  }

  /** The jar's directory has the checksum of each member: nothing is read to learn it. */
  private static String checksum(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      var member = jar.getJarEntry();
      return "%08x-%d".formatted(member.getCrc(), member.getSize());
    }
    byte[] content = Files.readAllBytes(Path.of(URI.create(archive.toString())));
    var crc = new CRC32();
    crc.update(content);
    return "%08x-%d".formatted(crc.getValue(), content.length);
  }
}
