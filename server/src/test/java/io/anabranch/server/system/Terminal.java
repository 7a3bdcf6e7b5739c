package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.cli.Cli;
import io.anabranch.cli.console.Console;
import io.anabranch.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Types commands, in a folder, as the first user of a server. */
final class Terminal {

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private boolean watched;
  private String input = "";

  Terminal(TestServer server, Path folder) {
    this(server.uri(), folder);
  }

  Terminal(URI server, Path folder) {
    this.folder = folder;
    environment.put("LAKECTL_SERVER_ENDPOINT_URL", server.toString());
    environment.put("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", TestServer.ACCESS_KEY);
    environment.put("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", TestServer.SECRET);
  }

  /** What a command left behind. */
  record Outcome(int status, String out, String err) {

    /** The answer of a command that must have succeeded. */
    String answer() {
      assertThat(status).as(err).isZero();
      assertThat(err).isEmpty();
      return out;
    }

    /** The one line of a command that must have failed. */
    String failure() {
      assertThat(status).as(out).isEqualTo(1);
      assertThat(err).hasLineCount(1).startsWith("anabranch: ");
      return err;
    }
  }

  /** Somebody watches from now on, and can be asked. */
  Terminal watched(String answers) {
    watched = true;
    input = answers;
    return this;
  }

  /** What stands at standard input, without anybody watching. */
  Terminal input(String text) {
    input = text;
    return this;
  }

  Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Terminal without(String variable) {
    environment.remove(variable);
    return this;
  }

  /** For a process of its own. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Outcome run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        Cli.execute(
            new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                Map.copyOf(environment),
                folder,
                folder,
                watched,
                60,
                watched),
            arguments);
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  /** Runs what must succeed. */
  String answer(String... arguments) {
    return run(arguments).answer();
  }
}
