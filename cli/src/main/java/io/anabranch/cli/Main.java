package io.anabranch.cli;

import io.anabranch.cli.console.Console;

/** The process. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    int status = Cli.execute(console, arguments);
    console.out().flush();
    System.exit(status);
  }
}
