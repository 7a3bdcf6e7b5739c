package io.anabranch.cli.branches;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch branch}. */
public final class BranchCommands {

  private BranchCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "branch",
        "List, create, show, reset and delete branches; tell what they were; revert commits.",
        List.of(
            new BranchListCommand(context),
            new BranchCreateCommand(context),
            new BranchShowCommand(context),
            new BranchReflogCommand(context),
            new BranchResetCommand(context),
            new BranchRevertCommand(context),
            new BranchDeleteCommand(context)));
  }
}
