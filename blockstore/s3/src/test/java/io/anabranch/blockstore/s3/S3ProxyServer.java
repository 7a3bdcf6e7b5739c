package io.anabranch.blockstore.s3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * S3Proxy in a process of its own, on a port of the system's choice, holding everything in memory.
 * It verifies signatures. The jar comes from the build, as the property {@code s3proxy.jar}.
 */
public final class S3ProxyServer implements AutoCloseable {

  public static final String ACCESS_KEY = "test-access-key";
  public static final String SECRET = "test-secret";

  private static final Pattern STARTED =
      Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

  private final Process process;
  private final URI endpoint;

  private S3ProxyServer(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  public static S3ProxyServer start() {
    return start("");
  }

  /**
   * @param properties more of them, one a line
   */
  static S3ProxyServer start(String properties) {
    try {
      Path settings = Files.createTempFile("s3proxy", ".properties");
      Files.writeString(
          settings,
          """
          s3proxy.endpoint=http://127.0.0.1:0
          s3proxy.authorization=aws-v2-or-v4
          s3proxy.identity=%s
          s3proxy.credential=%s
          s3proxy.v4-max-non-chunked-request-size=134217728
          jclouds.provider=transient-nio2
          jclouds.identity=unused
          jclouds.credential=unused
          %s
          """
              .formatted(ACCESS_KEY, SECRET, properties));
      String java = ProcessHandle.current().info().command().orElse("java");
      // It lives for seconds: the second compiler would only take time from the tests.
      List<String> command =
          List.of(
              java,
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-jar",
              jar(),
              "--properties",
              settings.toString());
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      S3ProxyServer server = new S3ProxyServer(process, awaitStart(process));
      Files.delete(settings);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jar() {
    return Optional.ofNullable(System.getProperty("s3proxy.jar"))
        .orElseThrow(() -> new IllegalStateException("Set s3proxy.jar, as the build does"));
  }

  private static URI awaitStart(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        // What it says from now on must go somewhere, or it stops when the pipe is full.
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return URI.create("http://127.0.0.1:" + started.group(1));
      }
      seen.append(line).append('\n');
    }
    throw new IllegalStateException("S3Proxy did not start:\n" + seen);
  }

  public URI endpoint() {
    return endpoint;
  }

  public void createBucket(String name) {
    settings().createBucket(name);
  }

  /** Of what lies below a prefix: a thousand at most. */
  public List<String> listKeys(String bucket, String prefix) {
    return settings().listKeys(bucket, prefix);
  }

  public TestSettings settings() {
    return new TestSettings(endpoint, new S3Credentials.Keys(ACCESS_KEY, SECRET, Optional.empty()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
