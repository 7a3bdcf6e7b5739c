package io.anabranch.server.system;

import io.anabranch.cli.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code anabranch refs …}, as the first user of a server.
 *
 * @param directory stands for the user's home, and is where manifests are written
 */
record RefsTool(URI server, Path directory) {

  /** How it ended, and what it wrote to both outputs. */
  record Outcome(int status, String text) {}

  /** In this process. */
  Outcome run(String... arguments) {
    var outcome = terminal().run(command(arguments).toArray(String[]::new));
    return new Outcome(outcome.status(), outcome.out() + outcome.err());
  }

  /** In a process of its own, which can be killed. */
  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Duser.home=" + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(command(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(terminal().environment());
    return builder.start();
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("refs"));
    command.addAll(List.of(arguments));
    return command;
  }

  private Terminal terminal() {
    return new Terminal(server, directory);
  }

  String output() {
    return "--output-dir=" + directory;
  }

  String manifest(String repository) {
    return directory.resolve(repository + "_manifest.json").toString();
  }
}
