package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import io.anabranch.sdk.model.ResetCreation;
import io.anabranch.sdk.model.ResetCreation.TypeEnum;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "reset", description = "Throw away uncommitted changes, all or some.")
final class BranchResetCommand extends Action {

  /** One of both. */
  static final class Part {

    @Option(names = "--prefix", paramLabel = "PREFIX", description = "Only below this prefix.")
    private @Nullable String prefix;

    @Option(names = "--object", paramLabel = "PATH", description = "Only of this object.")
    private @Nullable String object;
  }

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/dev.")
  private String uri = "";

  @ArgGroup(exclusive = true)
  private @Nullable Part part;

  @Mixin private final YesOption yes = new YesOption();

  BranchResetCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var branch = context.branch(uri);
    context.print("Branch: " + branch);
    yes.require(
        context, "Are you sure you want to reset " + what() + " of branch " + branch.ref() + "?");
    context.server().branches().resetBranch(branch.repository(), branch.ref(), creation());
  }

  private String what() {
    if (part != null && part.object != null) {
      return "changes of " + part.object;
    }
    return part != null && part.prefix != null
        ? "changes below " + part.prefix
        : "all uncommitted changes";
  }

  private ResetCreation creation() {
    if (part != null && part.object != null) {
      return new ResetCreation().type(TypeEnum.OBJECT).path(part.object);
    }
    return part != null && part.prefix != null
        ? new ResetCreation().type(TypeEnum.COMMON_PREFIX).path(part.prefix)
        : new ResetCreation().type(TypeEnum.RESET);
  }
}
