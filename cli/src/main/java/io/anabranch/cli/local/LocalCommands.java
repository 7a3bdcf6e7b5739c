package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch local}. */
public final class LocalCommands {

  private LocalCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "local",
        "Work on a folder that follows a path of a branch.",
        List.of(
            new LocalInitCommand(context),
            new LocalCloneCommand(context),
            new LocalStatusCommand(context),
            new LocalCommitCommand(context),
            new LocalPullCommand(context),
            new LocalCheckoutCommand(context),
            new LocalListCommand(context)));
  }
}
