package io.anabranch.cli.command;

import picocli.CommandLine.Option;

/** Which part of a list is wanted. */
public final class PageOptions {

  @Option(
      names = "--amount",
      paramLabel = "N",
      description = "How many, at most (default: ${DEFAULT-VALUE}).")
  private int amount = 100;

  @Option(names = "--after", paramLabel = "NAME", description = "Only what comes after this one.")
  private String after = "";

  public int amount() {
    return amount;
  }

  public String after() {
    return after;
  }
}
