package io.anabranch.cli.actions;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch actions}. */
public final class ActionCommands {

  private ActionCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "actions",
        "Validate and run actions, and look into their runs.",
        List.of(
            new ValidateCommand(context),
            new TriggerCommand(context),
            Group.of(
                "runs",
                "List and describe runs.",
                List.of(new RunListCommand(context), new RunDescribeCommand(context)))));
  }
}
