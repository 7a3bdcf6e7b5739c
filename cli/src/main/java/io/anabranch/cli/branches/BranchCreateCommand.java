package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.model.BranchCreation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Create a branch. No data is copied.")
final class BranchCreateCommand extends Action {

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/dev.")
  private String uri = "";

  @Option(
      names = {"-s", "--source"},
      required = true,
      paramLabel = "REF",
      description = "What it begins at, such as lakefs://rivers/main.")
  private String source = "";

  BranchCreateCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var branch = context.branch(uri);
    var from = context.ref(source);
    if (!from.repository().equals(branch.repository())) {
      throw new CliException("a branch begins at a ref of its own repository, not at " + from);
    }
    context.print("Source ref: " + from);
    String commit =
        context
            .server()
            .branches()
            .createBranch(
                branch.repository(), new BranchCreation().name(branch.ref()).source(from.ref()));
    context.print("created branch '" + branch.ref() + "' " + commit);
  }
}
