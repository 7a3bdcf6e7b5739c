package io.anabranch.blockstore.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs as a process of its own, on loopback, in an empty folder that goes with it.
 * Closing ends it and its children; so does the end of this process.
 */
public final class TestServer implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final Duration START = Duration.ofMinutes(1);
  private static final int PORTS_TRIED = 3;

  private final Process process;
  private final URI endpoint;
  private final Path folder;

  private TestServer(Process process, URI endpoint, Path folder) {
    this.process = process;
    this.endpoint = endpoint;
    this.folder = folder;
  }

  /** What to run, for a port that is free. */
  interface PortCommand {
    List<String> on(String port);
  }

  static TestServer start(String name, Map<String, String> environment, PortCommand command) {
    try {
      Path folder = Files.createTempDirectory(name);
      for (int tried = 1; ; tried++) {
        int port = freePort();
        Path log = folder.resolve("log");
        Process process = run(folder, log, environment, command.on(Integer.toString(port)));
        TestServer server =
            new TestServer(process, URI.create("http://" + HOST + ":" + port), folder);
        if (server.answersInTime()) {
          return server;
        }
        String said = Files.readString(log);
        Processes.end(process);
        // Somebody else may have been given the port meanwhile.
        if (tried == PORTS_TRIED || !said.contains("in use")) {
          Folders.delete(folder);
          throw new IOException(name + " did not start. It said:\n" + said);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process run(
      Path folder, Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Processes.keep(process);
    return process;
  }

  /** Without a slash at its end. */
  public URI endpoint() {
    return endpoint;
  }

  /** Waits until it says anything in HTTP, or has ended. */
  private boolean answersInTime() {
    long start = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - start < START.toNanos()) {
      if (answers()) {
        return process.isAlive();
      }
      pause();
    }
    return false;
  }

  private boolean answers() {
    try {
      HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status > 0;
    } catch (IOException e) {
      // Nobody listens there yet.
      return false;
    }
  }

  /** Until the next look, or until it has ended. */
  private void pause() {
    try {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Processes.end(process);
      throw new IllegalStateException("Interrupted while a server was starting", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    Processes.end(process);
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
