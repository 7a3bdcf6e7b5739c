package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show the commit at the head of a branch.")
final class BranchShowCommand extends Action {

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String uri = "";

  @Mixin private final JsonOption json = new JsonOption();

  BranchShowCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var branch = context.branch(uri);
    var head = context.server().branches().getBranch(branch.repository(), branch.ref());
    if (json.isSet()) {
      context.printJson(head);
    } else {
      context.print("Branch: " + branch);
      context.print("Commit ID: " + head.getCommitId());
    }
  }
}
