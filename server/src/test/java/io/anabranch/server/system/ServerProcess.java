package io.anabranch.server.system;

import static io.anabranch.server.testing.TestServer.ACCESS_KEY;
import static io.anabranch.server.testing.TestServer.SECRET;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.anabranch.server.command.Main;
import io.anabranch.server.testing.ApiClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** {@code anabranch run --config FILE} in a JVM of its own, on the class path of the tests. */
final class ServerProcess implements AutoCloseable {

  private static final String SERVING = "anabranch: serving at ";
  private static final int LIMIT_SECONDS = 120;

  private final Process process;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<URI> serving = new CompletableFuture<>();
  private final Thread reader;

  private ServerProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** A process that may serve or fail. */
  static ServerProcess launch(Path configuration, String... options) throws IOException {
    return launch(System.getProperty("java.class.path"), configuration, options);
  }

  private static ServerProcess launch(String classPath, Path configuration, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for seconds: the second compiler would only take time from the tests.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath));
    command.addAll(List.of(Main.class.getName(), "run", "--config", configuration.toString()));
    return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** A process that serves; fails with its output when it does not. */
  static ServerProcess start(Path configuration, String... options) throws Exception {
    return serving(launch(configuration, options));
  }

  /** One that serves, with a jar more on its class path. */
  static ServerProcess startWith(Path jar, Path configuration) throws Exception {
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + jar;
    return serving(launch(classPath, configuration));
  }

  private static ServerProcess serving(ServerProcess server) throws Exception {
    try {
      server.serving.get(LIMIT_SECONDS, SECONDS);
      return server;
    } catch (ExecutionException | TimeoutException e) {
      server.close();
      throw new AssertionError("the server does not serve:\n" + server.output(), e);
    }
  }

  URI uri() {
    return serving.join();
  }

  ApiClient client() {
    return ApiClient.withKey(uri(), ACCESS_KEY, SECRET);
  }

  /** What it has written so far, to standard output and standard error. */
  String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** The most memory that it has had in use at once. */
  long peakMemoryBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** SIGKILL: gone when this returns. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGTERM: asks it to stop. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGHUP: asks it to read its configuration again. */
  void hangUp() throws IOException {
    String command = "kill -HUP " + process.pid();
    Process kill = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();
    if (kill.onExit().join().exitValue() != 0) {
      throw new IOException("no process to signal: " + command);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The exit status, with all output read. */
  int awaitExit() {
    try {
      if (!process.waitFor(LIMIT_SECONDS, SECONDS)) {
        throw new AssertionError("the server does not end:\n" + output());
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        if (line.startsWith(SERVING)) {
          serving.complete(URI.create(line.substring(SERVING.length())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      serving.completeExceptionally(new IllegalStateException("it ended before it served"));
    }
  }

  @Override
  public void close() {
    kill();
  }
}
