package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one embedded database, held by one process at a time: {@code cluster/}
 * (PostgreSQL's own), {@code password} (0600), {@code launch-mode}, {@code postgres.log}, {@code
 * lock}.
 */
final class DataDirectory implements AutoCloseable {

  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
  private static final int PASSWORD_BYTES = 24;

  private final Path directory;
  private final DirectoryLock lock;
  private final LaunchMode mode;

  private DataDirectory(Path directory, DirectoryLock lock, LaunchMode mode) {
    this.directory = directory;
    this.lock = lock;
    this.mode = mode;
  }

  /**
   * @param newMode the mode for a directory that has none yet; null to let the machine decide
   * @throws EmbeddedPostgresException when another process holds it or it cannot be used
   */
  static DataDirectory open(Path directory, @Nullable LaunchMode newMode) throws IOException {
    Files.createDirectories(directory);
    Path real = directory.toRealPath();
    DirectoryLock lock = lock(real);
    try {
      LaunchMode mode = keepMode(real, newMode);
      // Nobody must pass through it; what is secret in it has closed permissions of its own.
      setPermissions(real, mode == LaunchMode.NOBODY ? "rwx--x--x" : "rwx------");
      mode.requireReachable(real);
      return new DataDirectory(real, lock, mode);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Path directory() {
    return directory;
  }

  Path cluster() {
    return directory.resolve("cluster");
  }

  LaunchMode mode() {
    return mode;
  }

  String password() throws IOException {
    return Files.readString(directory.resolve("password")).strip();
  }

  /** Makes the cluster unless there is one; it appears whole or not at all. */
  void createCluster(PostgresBinaries binaries, String user) throws IOException {
    if (!Files.exists(cluster())) {
      keepPassword();
      Path growing = directory.resolve("cluster.new");
      Directories.deleteTree(growing);
      Files.createDirectory(growing);
      setPermissions(growing, "rwx------");
      mode.own(growing);
      initdb(binaries, user, growing);
      Files.move(growing, cluster(), StandardCopyOption.ATOMIC_MOVE);
      Directories.sync(directory);
    }
  }

  /**
   * @throws EmbeddedPostgresException when the cluster is of another major version
   */
  void requireVersion(PostgresBinaries binaries) throws IOException {
    String found = Files.readString(cluster().resolve("PG_VERSION")).strip();
    if (!found.equals(binaries.majorVersion())) {
      throw new EmbeddedPostgresException(
          "%s was written by PostgreSQL %s, this server has %s: dump it with the old version, or choose another directory"
              .formatted(directory, found, binaries.majorVersion()));
    }
  }

  /** Starts a new log when the last one has grown. */
  Path openLog() throws IOException {
    Path log = directory.resolve("postgres.log");
    if (Files.exists(log) && Files.size(log) > 4 * 1024 * 1024) {
      Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  /** Lets another process have the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private void initdb(PostgresBinaries binaries, String user, Path target) throws IOException {
    Path passwordFile = directory.resolve("password.initdb");
    writeSecret(passwordFile, password());
    mode.own(passwordFile);
    try {
      var command = new ArrayList<>(mode.initdbPrefix());
      command.addAll(List.of(binaries.initdb(), "-D", target.toString(), "-U", user));
      command.addAll(List.of("-E", "UTF8", "--locale=C", "--no-instructions"));
      command.addAll(List.of("-A", "scram-sha-256", "--pwfile=" + passwordFile));
      // The password is random, so hashing it slowly would protect nothing and delay connections.
      command.addAll(List.of("-c", "scram_iterations=1"));
      Command.run(command, binaries.directory(), INITDB_LIMIT);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private void keepPassword() throws IOException {
    Path file = directory.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Path growing = directory.resolve("password.new");
      writeSecret(growing, HexFormat.of().formatHex(random));
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void writeSecret(Path file, String secret) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret + "\n");
    Directories.sync(file);
  }

  private static void setPermissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static LaunchMode keepMode(Path directory, @Nullable LaunchMode newMode)
      throws IOException {
    Path file = directory.resolve("launch-mode");
    if (!Files.exists(file)) {
      LaunchMode mode = newMode != null ? newMode : LaunchMode.choose(directory);
      Files.writeString(file, mode.name() + "\n");
      return mode;
    }
    LaunchMode mode = LaunchMode.valueOf(Files.readString(file).strip());
    if (LaunchMode.isRoot() == (mode == LaunchMode.ORDINARY_USER)) {
      throw new EmbeddedPostgresException(
          "%s belongs to a database that was started by %s: start it by the same user"
              .formatted(directory, LaunchMode.isRoot() ? "another user than root" : "root"));
    }
    return mode;
  }

  private static DirectoryLock lock(Path directory) throws IOException {
    var lock = DirectoryLock.tryTake(directory);
    if (lock.isEmpty()) {
      throw new EmbeddedPostgresException(
          "the database in %s is in use by %s: stop it, or choose another directory"
              .formatted(directory, DirectoryLock.holder(directory)));
    }
    return lock.get();
  }
}
