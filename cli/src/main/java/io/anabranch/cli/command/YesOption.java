package io.anabranch.cli.command;

import io.anabranch.cli.console.CliException;
import java.io.IOException;
import picocli.CommandLine.Option;

/** For commands that cannot be undone. */
public final class YesOption {

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  /**
   * Asks, unless it was answered already.
   *
   * @throws CliException if the answer is not yes, or nobody can be asked
   */
  public void require(Context context, String question) throws IOException {
    if (yes) {
      return;
    }
    if (!context.console().terminal()) {
      throw new CliException("not done: pass --yes, as there is no terminal to ask: " + question);
    }
    if (!context.console().confirms(question)) {
      throw new CliException("not done, as it was not confirmed");
    }
  }
}
