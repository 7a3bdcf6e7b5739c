package io.anabranch.server.testing;

import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.FileConfiguration;
import io.anabranch.server.config.Preset;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.wiring.AnabranchServer;
import io.anabranch.server.wiring.StartupFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole server in this process: a fresh database, two local stores {@code hot} and {@code
 * archive} below a directory, a port of the system's choice, and a user who may sign in.
 */
public final class TestServer implements AutoCloseable {

  public static final String ACCESS_KEY = "AKIAJTESTTESTTESTTQ";
  public static final String SECRET = "test-secret-of-the-first-user";

  private final TestDatabase database;
  private final Path directory;
  private final UnaryOperator<String> edit;
  private final Map<String, String> environment;
  private final AnabranchServer server;

  private TestServer(
      TestDatabase database,
      Path directory,
      UnaryOperator<String> edit,
      Map<String, String> environment,
      AnabranchServer server) {
    this.database = database;
    this.directory = directory;
    this.edit = edit;
    this.environment = environment;
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
    return start(directory, edit, Map.of());
  }

  /** As above, with variables of the environment. */
  public static TestServer start(
      Path directory, UnaryOperator<String> edit, Map<String, String> environment) {
    var database = TestDatabase.create();
    try {
      return new TestServer(
          database, directory, edit, environment, start(database, directory, edit, environment));
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
      TestDatabase database,
      Path directory,
      UnaryOperator<String> edit,
      Map<String, String> environment) {
    try {
      Path file = writeConfiguration(database, directory);
      Files.writeString(file, edit.apply(Files.readString(file)));
      var source = new FileConfiguration(Optional.of(file), environment, Preset.NONE, directory);
      var configuration = source.load().configuration();
      return AnabranchServer.start(source, configuration, configuration.database().postgres());
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

  /** Another server on the same database and stores; close it before this one. */
  public AnabranchServer startAnother() {
    return startAnother(UnaryOperator.identity());
  }

  /**
   * As above, differently configured; both read the configuration again from its file.
   *
   * @param further changes the text of this one's configuration
   */
  public AnabranchServer startAnother(UnaryOperator<String> further) {
    return start(database, directory, text -> further.apply(edit.apply(text)), environment);
  }

  /** Writes the configuration that is read when it is loaded again. */
  public void rewriteConfiguration(UnaryOperator<String> further) {
    try {
      Path file = writeConfiguration(database, directory);
      Files.writeString(file, further.apply(edit.apply(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    List<String> files = new ArrayList<>();
    try {
      Files.walkFileTree(root, new Present(file -> files.add(root.relativize(file).toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.stream().sorted().toList();
  }

  /** The files that are there; the server may delete others meanwhile. */
  private static final class Present extends SimpleFileVisitor<Path> {

    private final Consumer<Path> files;

    Present(Consumer<Path> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.accept(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      return unlessGone(e);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      return e == null ? FileVisitResult.CONTINUE : unlessGone(e);
    }

    private static FileVisitResult unlessGone(IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
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
