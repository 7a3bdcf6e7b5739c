package io.anabranch.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.embedded.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void tellsItsVersionAndHowToUseIt() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).startsWith("anabranch ");
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("run", "quickstart");
    assertThat(execute()).isEqualTo(ExitStatus.USAGE);
    assertThat(execute("fly")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("Missing COMMAND", "fly");
  }

  @Test
  void reportsEveryFaultOfTheConfiguration() throws IOException {
    Path file = directory.resolve("config.yaml");
    Files.writeString(file, "listen_adress: x\ndatabase: {type: dynamodb}\n");
    assertThat(execute("run", "--config", file.toString())).isEqualTo(ExitStatus.CONFIGURATION);
    assertThat(err.toString())
        .contains("bad configuration:", "listen_adress", "dynamodb", "auth.encrypt.secret_key");
    assertThat(execute("run", "-c", directory.resolve("none").toString()))
        .isEqualTo(ExitStatus.CONFIGURATION);
    assertThat(err.toString()).contains("does not exist");
  }

  @Test
  void aBusyPortAndADirectoryInUseAreRefused() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(socket.getLocalPort());
      assertThat(execute("quickstart", "--port", port, "--data-dir", directory.toString()))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString()).contains("127.0.0.1:" + port, "--port N");

      Path config =
          Files.writeString(
              directory.resolve("busy.yaml"),
              """
              listen_address: 127.0.0.1:%s
              database: {type: embedded, embedded: {path: %s/none}}
              auth: {encrypt: {secret_key: secret}}
              blockstore: {type: mem}
              """
                  .formatted(port, directory));
      assertThat(execute("run", "--config", config.toString())).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString())
          .contains("another port with listen_address")
          .doesNotContain("\tat ");
    }
    try (var _ = DirectoryLock.tryTake(directory).orElseThrow()) {
      assertThat(execute("quickstart", "--port", "0", "--data-dir", directory.toString()))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString()).contains(directory + " is in use by", "--data-dir");
    }
  }

  @Test
  void quickstartConfiguresOnceWithSecretsOfItsOwn() throws Exception {
    Path first = directory.resolve("it's first");
    String text = configured(first, Map.of());
    assertThat(text).contains("path: '" + directory.resolve("it''s first") + "/database'");
    assertThat(configured(first, Map.of("ANABRANCH_INSTALLATION_USER_NAME", "late")))
        .as("written once")
        .isEqualTo(text);
    assertThat(secrets(configured(directory.resolve("second"), Map.of())))
        .doesNotContainAnyElementsOf(secrets(text))
        .hasSize(3);
    assertThat(
            configured(
                directory.resolve("third"),
                Map.of(
                    "LAKEFS_INSTALLATION_USER_NAME", "me",
                    "ANABRANCH_INSTALLATION_ACCESS_KEY_ID", "AKIAFIXED")))
        .contains("user_name: 'me'", "access_key_id: 'AKIAFIXED'");
  }

  private static List<String> secrets(String text) {
    return text.lines().filter(line -> line.contains("secret_")).map(String::strip).toList();
  }

  private String configured(Path path, Map<String, String> environment) throws Exception {
    try (var quickstart = QuickstartDirectory.open(path)) {
      quickstart.configure(environment);
      Path file = quickstart.configuration();
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      Configurations.load(Configurations.source(Optional.of(file), Map.of()), new PrintWriter(err));
      return Files.readString(file);
    }
  }

  private int execute(String... arguments) {
    return Main.commandLine(
            (_, _, _) -> {
              throw new AssertionError("nothing to start here");
            })
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
