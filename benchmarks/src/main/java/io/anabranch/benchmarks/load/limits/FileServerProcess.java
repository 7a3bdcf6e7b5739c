package io.anabranch.benchmarks.load.limits;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link FileServer} or a {@link FileSink} in a JVM of its own. */
public final class FileServerProcess implements AutoCloseable {

  private final Process process;
  private final InetSocketAddress address;

  private FileServerProcess(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Sends this file. */
  public static FileServerProcess start(Path file) throws IOException {
    return start(FileServer.class, file.toString());
  }

  /**
   * Takes files in.
   *
   * @param digested whether it computes their MD5
   */
  public static FileServerProcess startSink(LimitDirectory directory, boolean digested)
      throws IOException {
    return start(FileSink.class, directory.forClient().toString(), Boolean.toString(digested));
  }

  private static FileServerProcess start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx256m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String port = output.readLine();
    if (port == null) {
      process.destroy();
      throw new IOException("the server of the limit did not start");
    }
    var loopback = InetAddress.getLoopbackAddress();
    return new FileServerProcess(process, new InetSocketAddress(loopback, Integer.parseInt(port)));
  }

  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
