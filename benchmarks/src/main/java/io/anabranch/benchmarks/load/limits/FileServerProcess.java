package io.anabranch.benchmarks.load.limits;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link FileServer} in a JVM of its own. */
public final class FileServerProcess implements AutoCloseable {

  private final Process process;
  private final InetSocketAddress address;

  private FileServerProcess(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  public static FileServerProcess start(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FileServer.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String port = output.readLine();
    if (port == null) {
      process.destroy();
      throw new IOException("the file server did not start");
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
