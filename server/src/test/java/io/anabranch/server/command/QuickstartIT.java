package io.anabranch.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a new user: the script, a first run, a stop, another run, a crash. */
@Timeout(300)
final class QuickstartIT {

  private static final String LAST_LINE = "Ctrl-C stops the server.";

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aNewUserSeesTheMainJobDoneAndFindsItAgain() throws Exception {
    Process first = quickstart();
    List<String> shown = readTo(first, LAST_LINE);
    URI server = server(shown);
    String id = after(shown, "Access key id");
    String secret = after(shown, "Secret access key");
    assertThat(shown)
        .anyMatch(line -> line.contains("merge   complete-rows into main"))
        .anyMatch(line -> line.contains("curl -u '" + id + ":" + secret + "' " + server));
    assertThat(get(server, id, secret, "/repositories"))
        .contains("\"sample-archive\"", "\"sample-hot\"", "\"archive\"", "\"hot\"");
    String file = "/objects?path=penguins%2Fdream.csv";
    assertThat(get(server, id, secret, "/repositories/sample-hot/refs/v1" + file)).contains(",NA");
    assertThat(get(server, id, secret, "/repositories/sample-hot/refs/v2" + file))
        .startsWith("species,island")
        .doesNotContain(",NA");

    Process refused = quickstart();
    assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(refused.exitValue()).isEqualTo(ExitStatus.FAILED);
    assertThat(new String(refused.getInputStream().readAllBytes(), UTF_8))
        .contains("is in use by process " + first.pid());

    first.toHandle().destroy();
    assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isZero();
    assertThat(directory.resolve("database/cluster/postmaster.pid")).doesNotExist();

    Process second = quickstart();
    shown = readTo(second, LAST_LINE);
    assertThat(String.join("\n", shown))
        .contains("shown at the first run", directory.resolve("config.yaml").toString())
        .doesNotContain(secret, "sample-hot");
    assertThat(get(server(shown), id, secret, "/repositories/sample-hot/refs/v2" + file))
        .startsWith("species,island");

    assertThat(second.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
    Process third = quickstart();
    shown = readTo(third, LAST_LINE);
    assertThat(get(server(shown), id, secret, "/repositories")).contains("\"sample-hot\"");
  }

  @Test
  void aFirstRunThatIsKilledInTheMiddleIsCompletedByTheNext() throws Exception {
    Process first = quickstart();
    List<String> shown = readTo(first, "sample-hot, on store hot");
    assertThat(first.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
    String id = after(shown, "Access key id");
    String secret = after(shown, "Secret access key");
    shown = readTo(quickstart(), LAST_LINE);
    assertThat(shown).anyMatch(line -> line.contains("tag     v2"));
    assertThat(get(server(shown), id, secret, "/repositories/sample-hot/tags")).contains("\"v2\"");
  }

  /** The build that is being tested, whatever the sources' times. */
  private Process quickstart() throws IOException {
    var builder =
        new ProcessBuilder(
                Path.of("../anabranch").toAbsolutePath().normalize().toString(),
                "quickstart",
                "--port",
                "0",
                "--data-dir",
                directory.toString())
            .redirectErrorStream(true);
    builder.environment().put("ANABRANCH_BUILD", "never");
    // It lives for seconds: the second compiler would only take time from the tests.
    builder.environment().put("ANABRANCH_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private List<String> readTo(Process process, String last) throws IOException {
    var lines = new ArrayList<String>();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.startsWith(last)) {
        return lines;
      }
    }
    throw new AssertionError("ended too early:\n" + String.join("\n", lines) + serverLog());
  }

  private String serverLog() throws IOException {
    Path log = directory.resolve("log/server.log");
    return Files.exists(log) ? "\n" + Files.readString(log) : "";
  }

  private static URI server(List<String> shown) {
    return URI.create(after(shown, "Anabranch is serving at"));
  }

  private static String after(List<String> shown, String label) {
    return shown.stream()
        .map(String::strip)
        .filter(line -> line.startsWith(label))
        .map(line -> line.substring(label.length()).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + label + " in " + shown));
  }

  private static String get(URI server, String id, String secret, String path)
      throws IOException, InterruptedException {
    String basic = Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
              .header("Authorization", "Basic " + basic)
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      return answer.body();
    }
  }
}
