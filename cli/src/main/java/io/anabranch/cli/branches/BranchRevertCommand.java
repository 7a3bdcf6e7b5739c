package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import io.anabranch.sdk.model.RevertCreation;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "revert",
    description = "Undo commits, one after the other, by a new commit for each.")
final class BranchRevertCommand extends Action {

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String uri = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "REF",
      description = "What to undo: plain refs, such as a commit id or main~2.")
  private List<String> refs = List.of();

  @Option(
      names = {"-m", "--parent-number"},
      paramLabel = "N",
      description = "For merges: the parent to compare with, from 1.")
  private int parent;

  @Option(names = "--allow-empty-commit", description = "Commit even if nothing changes.")
  private boolean allowEmpty;

  @Mixin private final YesOption yes = new YesOption();

  BranchRevertCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var branch = context.branch(uri);
    context.print("Branch: " + branch);
    yes.require(context, "Are you sure you want to revert " + String.join(", ", refs) + "?");
    for (String ref : refs) {
      context
          .server()
          .branches()
          .revertBranch(
              branch.repository(),
              branch.ref(),
              new RevertCreation().ref(ref).parentNumber(parent).allowEmpty(allowEmpty));
      context.print("commit " + ref + " successfully reverted");
    }
  }
}
