package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A running PostgreSQL that belongs to this process: one data directory, one child process, on
 * 127.0.0.1 at a port of the system's choice, for one user with a password.
 *
 * <p>Durable as PostgreSQL is: a killed server recovers at its next start. When this process dies,
 * however it dies, the kernel asks PostgreSQL to stop (Linux with util-linux; elsewhere the next
 * start does). Safe for use by many threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String USER = "anabranch";
  private static final String DATABASE = "postgres";
  private static final int PORT_ATTEMPTS = 5;
  private static final Duration READY_PAUSE = Duration.ofMillis(5);

  private final DataDirectory data;
  private final EmbeddedPostgresSettings settings;
  private final int port;
  private final String password;
  private final ServerProcess process;
  private volatile boolean ready;
  private volatile boolean closing;

  private EmbeddedPostgres(
      DataDirectory data, EmbeddedPostgresSettings settings, PostgresBinaries binaries)
      throws IOException {
    this.data = data;
    this.settings = settings;
    this.port = freePort();
    this.password = data.password();
    this.process =
        ServerProcess.start(
            command(binaries), binaries.directory(), data.openLog(), this::processEnded);
  }

  /**
   * Starts PostgreSQL on a data directory, which is made when it does not exist.
   *
   * @throws EmbeddedPostgresException when the directory is in use, of another major version, or
   *     PostgreSQL does not start; nothing is left running then
   */
  public static EmbeddedPostgres start(Path dataDirectory, EmbeddedPostgresSettings settings) {
    return start(dataDirectory, settings, null);
  }

  static EmbeddedPostgres start(
      Path dataDirectory, EmbeddedPostgresSettings settings, @Nullable LaunchMode newMode) {
    try {
      DataDirectory data = DataDirectory.open(dataDirectory, newMode);
      try {
        return start(data, settings);
      } catch (IOException | RuntimeException | InterruptedException e) {
        data.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "cannot start the embedded database in " + dataDirectory + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("interrupted while the embedded database started", e);
    }
  }

  private static EmbeddedPostgres start(DataDirectory data, EmbeddedPostgresSettings settings)
      throws IOException, InterruptedException {
    PostgresBinaries binaries = new BinariesCache(settings.binariesCache()).open();
    data.mode().requireReachable(binaries.directory());
    data.createCluster(binaries, USER);
    data.requireVersion(binaries);
    new Leftover(data.cluster()).clear(settings.stopLimit());
    for (int attempt = 1; ; attempt++) {
      var postgres = new EmbeddedPostgres(data, settings, binaries);
      if (postgres.becomesReady()) {
        return postgres;
      }
      String log = postgres.process.logTail();
      // Another process may have taken the port between our choice and PostgreSQL's use of it.
      if (!log.contains("Address already in use") || attempt == PORT_ATTEMPTS) {
        throw new EmbeddedPostgresException(
            "PostgreSQL did not start in " + data.directory() + ":\n" + log);
      }
    }
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  /** A secret: not for logs. */
  public String password() {
    return password;
  }

  /** The id of PostgreSQL's main process. */
  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Disconnects clients, stops PostgreSQL and waits for its end. May be called again. */
  @Override
  public synchronized void close() {
    closing = true;
    try {
      stop();
      data.close();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("cannot stop the database in " + data.directory(), e);
    }
  }

  private void stop() throws IOException {
    try {
      if (process.isAlive()) {
        Signals.interrupt(process.pid());
      }
      if (!process.endsWithin(settings.stopLimit())) {
        process.kill();
      }
    } catch (InterruptedException e) {
      // Killing loses nothing that was acknowledged: the next start recovers.
      process.kill();
      Thread.currentThread().interrupt();
    }
  }

  /** False when the process ended instead. */
  private boolean becomesReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + settings.startLimit().toNanos();
    try {
      while (!isReady()) {
        if (process.endsWithin(READY_PAUSE)) {
          return false;
        }
        if (System.nanoTime() - deadline > 0) {
          throw new EmbeddedPostgresException(
              "PostgreSQL was not ready within %s in %s:\n%s"
                  .formatted(settings.startLimit(), data.directory(), process.logTail()));
        }
      }
      ready = true;
      return true;
    } finally {
      if (!ready) {
        process.kill();
      }
    }
  }

  private boolean isReady() throws IOException {
    return PostmasterFile.find(data.cluster())
        .filter(file -> file.readyFor(process.pid()))
        .isPresent();
  }

  private void processEnded(ServerProcess ended, int status) {
    if (ready && !closing) {
      settings
          .onUnexpectedExit()
          .accept(
              new EmbeddedPostgresSettings.UnexpectedExit(ended.pid(), status, ended.logTail()));
    }
  }

  private List<String> command(PostgresBinaries binaries) {
    var command = new ArrayList<>(data.mode().serverPrefix());
    command.addAll(List.of(binaries.postgres(), "-D", data.cluster().toString()));
    settings.parameters().forEach((name, value) -> command.addAll(parameter(name, value)));
    command.addAll(parameter("listen_addresses", "127.0.0.1"));
    command.addAll(parameter("unix_socket_directories", ""));
    command.addAll(parameter("port", Integer.toString(port)));
    return command;
  }

  private static List<String> parameter(String name, String value) {
    return List.of("-c", name + "=" + value);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
