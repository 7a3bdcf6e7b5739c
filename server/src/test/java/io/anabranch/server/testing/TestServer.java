package io.anabranch.server.testing;

import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.LoadedConfiguration;
import io.anabranch.server.config.Preset;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.wiring.AnabranchServer;
import io.anabranch.server.wiring.StartupFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A whole server in this process: a fresh database, two local stores {@code hot} and {@code
 * archive} below a directory, a port of the system's choice, and a user who may sign in.
 */
public final class TestServer implements AutoCloseable {

  public static final String ACCESS_KEY = "AKIAJTESTTESTTESTTQ";
  public static final String SECRET = "test-secret-of-the-first-user";

  private final TestDatabase database;
  private final Path directory;
  private final AnabranchServer server;

  private TestServer(TestDatabase database, Path directory, AnabranchServer server) {
    this.database = database;
    this.directory = directory;
    this.server = server;
  }

  /**
   * @param directory for the stores' data; kept
   */
  public static TestServer start(Path directory) {
    return start(directory, UnaryOperator.identity());
  }

  /**
   * @param edit changes the text of the configuration
   */
  public static TestServer start(Path directory, UnaryOperator<String> edit) {
    var database = TestDatabase.create();
    try {
      return new TestServer(database, directory, start(database, directory, edit));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** A server with one store and no storage ids. */
  public static TestServer startWithSingleStore(Path directory) {
    return start(
        directory,
        text ->
            text.substring(0, text.indexOf("blockstores:"))
                + """
                blockstore:
                  signing:
                    secret_key: "a signing key only of this test"
                  type: local
                  local: { path: %s/single }
                """
                    .formatted(directory));
  }

  /** A server on which nobody has done the setup. */
  public static TestServer startWithoutUser(Path directory) {
    return start(
        directory,
        text ->
            text.substring(0, text.indexOf("installation:"))
                + text.substring(text.indexOf("blockstores:")));
  }

  private static AnabranchServer start(
      TestDatabase database, Path directory, UnaryOperator<String> edit) {
    try {
      Path file = writeConfiguration(database, directory);
      Files.writeString(file, edit.apply(Files.readString(file)));
      return AnabranchServer.start(
          LoadedConfiguration.load(Optional.of(file), Map.of(), Preset.NONE, directory)
              .configuration());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ConfigurationFaults | StartupFaults e) {
      throw new IllegalStateException(e);
    }
  }

  /** The configuration of such a server as a file, for processes that are to run it. */
  public static Path writeConfiguration(TestDatabase database, Path directory) throws IOException {
    String text =
        """
        listen_address: 127.0.0.1:0
        database:
          type: postgres
          postgres:
            connection_string: "%s?user=%s&password=%s"
        auth:
          encrypt:
            secret_key: "a secret only of this test"
        installation:
          user_name: admin
          access_key_id: %s
          secret_access_key: %s
        blockstores:
          signing:
            secret_key: "a signing key only of this test"
          stores:
            - id: hot
              description: "fast"
              type: local
              local: { path: %s/hot }
            - id: archive
              type: local
              local: { path: %s/archive }
        """
            .formatted(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                ACCESS_KEY,
                SECRET,
                directory,
                directory);
    return Files.writeString(directory.resolve("anabranch.yaml"), text);
  }

  public URI uri() {
    return server.uri();
  }

  /** Where the stores' data lies: a folder for each id. */
  public Path directory() {
    return directory;
  }

  /** The files of a store below a folder, as sorted paths relative to it. */
  public List<String> files(String storageId, String folder) {
    Path root = directory.resolve(storageId).resolve(folder);
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestDatabase database() {
    return database;
  }

  /** Signed in as the first user. */
  public ApiClient client() {
    return ApiClient.withKey(uri(), ACCESS_KEY, SECRET);
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
