package io.anabranch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole generator, for a moment, without a database. */
class MainTest {

  @TempDir Path directory;

  @Test
  void measuresAServerAndItsDisk() throws Exception {
    Path json = directory.resolve("results.json");
    Path disk = directory.resolve("disk");
    var out = new StringWriter();
    try (var server = new FakeServer()) {
      execute(
          out,
          "--url=" + server.url(),
          "--access-key=key",
          "--secret=secret",
          "--only=upload,stage,stat",
          "--concurrency=1,2",
          "--seconds=0.05",
          "--warmup=0.01",
          "--warm-server=0.01",
          "--rounds=2",
          "--disk=" + disk,
          "--json=" + json);
    }

    var figures = new ObjectMapper().readTree(json.toFile()).get("figures");
    assertThat(figures.findValuesAsText("subject"))
        .containsExactly("file", "upload", "stage", "stat", "file", "upload", "stage", "stat");
    assertThat(figures.findValues("operations"))
        .allSatisfy(n -> assertThat(n.asLong()).isPositive());
    assertThat(figures.findValues("errors")).allSatisfy(n -> assertThat(n.asLong()).isZero());
    assertThat(figures.get(1).get("share").asDouble()).isPositive();
    assertThat(out.toString()).contains("| upload").contains("- stat c=1, p50");
    try (var left = Files.list(disk)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesAWorkloadItDoesNotKnow() {
    var err = new StringWriter();
    int status =
        execute(err, "--url=http://127.0.0.1:1", "--access-key=a", "--secret=b", "--only=nap");
    assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("there is no workload nap");
  }

  private static int execute(StringWriter text, String... arguments) {
    var writer = new PrintWriter(text);
    return new CommandLine(new Main()).setOut(writer).setErr(writer).execute(arguments);
  }
}
