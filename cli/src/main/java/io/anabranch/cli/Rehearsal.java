package io.anabranch.cli;

import io.anabranch.cli.console.Console;
import java.util.List;

/**
 * What the JVM watches when its class cache is made: commands as they are used, on the sample
 * repository of a quickstart. Nothing is changed.
 */
final class Rehearsal {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--help"),
          List.of("repo", "list"),
          List.of("repo", "list", "--json"),
          List.of("repo", "no-such-command"),
          List.of("branch", "list", "lakefs://sample-hot"),
          List.of("branch", "show", "lakefs://sample-hot/no-such-branch"),
          List.of("log", "--amount", "10", "lakefs://sample-hot/main"),
          List.of("diff", "lakefs://sample-hot/v1", "lakefs://sample-hot/v2"),
          List.of("fs", "ls", "lakefs://sample-hot/main/penguins/"),
          List.of("fs", "stat", "lakefs://sample-hot/main/penguins/dream.csv"),
          List.of("fs", "cat", "lakefs://sample-hot/main/penguins/dream.csv"),
          List.of("store", "list"));

  private Rehearsal() {}

  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    for (List<String> command : COMMANDS) {
      Cli.execute(console, command.toArray(String[]::new));
    }
    console.out().flush();
  }
}
