package io.anabranch.cli.transfer;

import io.anabranch.cli.command.Context;
import picocli.CommandLine.Option;

/** How bytes are transferred. */
public final class TransferOptions {

  @Option(
      names = {"-p", "--parallelism"},
      paramLabel = "N",
      description = "How many objects at once (default: as in the settings, or 25).")
  private int parallelism;

  @Option(names = "--no-progress", description = "Show no bar.")
  private boolean noProgress;

  @Option(
      names = "--pre-sign",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description =
          "Transfer straight from and to the store where it gives links (default: true); with"
              + " false, through the server.")
  private boolean presign = true;

  public Transfers transfers(Context context) {
    return new Transfers(
        context.console(), context.server(), atOnce(context), !noProgress, presign);
  }

  public int atOnce(Context context) {
    return parallelism > 0 ? parallelism : context.settings().parallelism();
  }
}
