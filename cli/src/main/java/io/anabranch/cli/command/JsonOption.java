package io.anabranch.cli.command;

import picocli.CommandLine.Option;

/** For commands whose answer scripts read. */
public final class JsonOption {

  @Option(names = "--json", description = "Answer in JSON, as the API names things.")
  private boolean json;

  public boolean isSet() {
    return json;
  }
}
