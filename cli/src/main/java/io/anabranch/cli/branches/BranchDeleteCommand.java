package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete a branch and its uncommitted changes.")
final class BranchDeleteCommand extends Action {

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/dev.")
  private String uri = "";

  @Mixin private final YesOption yes = new YesOption();

  BranchDeleteCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var branch = context.branch(uri);
    yes.require(context, "Are you sure you want to delete branch " + branch.ref() + "?");
    context.print("Branch: " + branch);
    context.server().branches().deleteBranch(branch.repository(), branch.ref(), null);
  }
}
