package io.anabranch.cli.command;

import picocli.CommandLine.Option;

/** For lists of names. */
public final class PrefixOption {

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Only what begins with this.")
  private String prefix = "";

  public String value() {
    return prefix;
  }
}
