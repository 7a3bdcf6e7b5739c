package io.anabranch.server.command;

import io.anabranch.server.auth.AccessKey;
import io.anabranch.server.postgres.embedded.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a quickstart keeps: {@code config.yaml} with the secrets made at the first run (0600),
 * {@code database/}, {@code stores/}, {@code cache/}, {@code log/}, and empty marker files for what
 * is done once. Held by one process at a time.
 */
final class QuickstartDirectory implements AutoCloseable {

  private static final int KEY_BYTES = 32;

  /** What is done once in the life of the directory. */
  enum Step {
    KEY_SHOWN(".access-key-shown"),
    SAMPLE_MADE(".sample-made");

    private final String marker;

    Step(String marker) {
      this.marker = marker;
    }
  }

  private final Path directory;
  private final DirectoryLock lock;

  private QuickstartDirectory(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  static QuickstartDirectory open(Path path) throws IOException {
    Files.createDirectories(path);
    Path directory = path.toRealPath();
    var lock = DirectoryLock.tryTake(directory);
    if (lock.isEmpty()) {
      throw new CommandException(
          ExitStatus.FAILED,
          "%s is in use by %s: stop it, or choose another directory with --data-dir"
              .formatted(directory, DirectoryLock.holder(directory)));
    }
    return new QuickstartDirectory(directory, lock.get());
  }

  Path configuration() {
    return directory.resolve("config.yaml");
  }

  Path store(String id) {
    return directory.resolve("stores").resolve(id);
  }

  boolean isDone(Step step) {
    return Files.exists(directory.resolve(step.marker));
  }

  void done(Step step) throws IOException {
    if (!isDone(step)) {
      Files.createFile(directory.resolve(step.marker));
    }
  }

  /**
   * Writes the configuration at the first run; it appears whole or not at all.
   *
   * @param environment may fix the first user and its key
   */
  void configure(Map<String, String> environment) throws IOException {
    if (Files.exists(configuration())) {
      return;
    }
    createPrivate(directory.resolve("stores"));
    createPrivate(directory.resolve("cache"));
    createPrivate(directory.resolve("log"));
    Path growing = directory.resolve("config.yaml.new");
    Files.deleteIfExists(growing);
    Files.createFile(
        growing,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(growing, configurationText(environment));
    Files.move(growing, configuration(), StandardCopyOption.ATOMIC_MOVE);
  }

  private String configurationText(Map<String, String> environment) {
    var random = new SecureRandom();
    AccessKey key = AccessKey.random(random);
    return """
        # Written by the first run of `anabranch quickstart`. It holds secrets: keep it to yourself.
        # `anabranch run --config` with this file starts the same server.
        listen_address: 127.0.0.1:8000
        logging:
          output: %s
          file_max_size_mb: 64
          files_keep: 3
        database:
          type: embedded
          embedded:
            path: %s
        auth:
          encrypt:
            secret_key: %s
        blockstores:
          signing:
            secret_key: %s
          stores:
            - id: hot
              description: Data in daily use
              backward_compatible: true
              type: local
              local:
                path: %s
            - id: archive
              description: Data to keep
              type: local
              local:
                path: %s
        committed:
          local_cache:
            dir: %s
        installation:
          user_name: %s
          access_key_id: %s
          secret_access_key: %s
        """
        .formatted(
            quoted(directory.resolve("log/server.log")),
            quoted(directory.resolve("database")),
            randomText(random),
            randomText(random),
            quoted(store("hot")),
            quoted(store("archive")),
            quoted(directory.resolve("cache")),
            quoted(fixed(environment, "USER_NAME", "admin")),
            quoted(fixed(environment, "ACCESS_KEY_ID", key.id())),
            quoted(fixed(environment, "SECRET_ACCESS_KEY", key.secret())));
  }

  /** As it was at the first run, so that the file stays true when the variable is gone. */
  private static String fixed(Map<String, String> environment, String name, String otherwise) {
    return Stream.of("ANABRANCH_INSTALLATION_", "LAKEFS_INSTALLATION_")
        .map(prefix -> environment.getOrDefault(prefix + name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse(otherwise);
  }

  private static String randomText(SecureRandom random) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** In YAML's single quotes only the quote itself is special. */
  private static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  private static void createPrivate(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
