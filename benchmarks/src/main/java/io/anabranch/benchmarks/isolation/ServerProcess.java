package io.anabranch.benchmarks.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server under test, with a store on this disk, {@code well}, and one elsewhere, {@code sick}.
 */
final class ServerProcess implements AutoCloseable {

  static final String ACCESS_KEY = "AKIABENCHMARKBENCHMA";
  static final String SECRET = "benchmarks-only-benchmarks-only-benchmark";

  private static final Pattern SERVING = Pattern.compile("serving at (http://\\S+)");

  private final Process process;
  private final URI url;

  private ServerProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it by the project's launcher.
   *
   * @param home of the project
   * @param work for its files
   * @param endpoint of the other store, which speaks S3
   */
  static ServerProcess start(Path home, Path work, URI endpoint, String key, String secret)
      throws IOException {
    Path configuration = work.resolve("anabranch.yaml");
    Files.writeString(
        configuration,
        """
        listen_address: 127.0.0.1:0
        database: { type: embedded, embedded: { path: %1$s/database } }
        auth: { encrypt: { secret_key: benchmarks-only } }
        installation: { user_name: admin, access_key_id: %2$s, secret_access_key: %3$s }
        blockstores:
          signing: { secret_key: benchmarks-only-too }
          stores:
            - { id: well, type: local, local: { path: %1$s/well } }
            - id: sick
              type: s3
              concurrency: { calls: 256 }
              time_limits: { silence: 15s }
              s3:
                endpoint: %4$s
                force_path_style: true
                credentials: { access_key_id: %5$s, secret_access_key: %6$s }
        """
            .formatted(work, ACCESS_KEY, SECRET, endpoint, key, secret));
    Process process =
        new ProcessBuilder(
                home.resolve("anabranch").toString(), "run", "--config", configuration.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader();
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher serving = SERVING.matcher(line);
      if (serving.find()) {
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return new ServerProcess(process, URI.create(serving.group(1)));
      }
      seen.append(line).append('\n');
    }
    throw new IOException("the server did not start:\n" + seen);
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    // By its handle, which leaves its output to be read to the end.
    process.toHandle().destroy();
    process.onExit().join();
  }
}
