package io.anabranch.cli.actions;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.sdk.model.ActionTrigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "trigger",
    description = "Run the actions of a branch, as if an event had happened to its head.")
final class TriggerCommand extends Action {

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String uri = "";

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      required = true,
      description = "An event of branches, such as post-commit.")
  private String event = "";

  @Option(
      names = "--action",
      paramLabel = "NAME",
      description = "Only this action (default: all that are bound to the event).")
  private String action = "";

  TriggerCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var branch = context.branch(uri);
    var run =
        context
            .server()
            .triggers()
            .triggerActions(
                branch.repository(),
                branch.ref(),
                new ActionTrigger().eventType(event).action(action));
    context.print("Run: " + run.getRunId());
  }
}
