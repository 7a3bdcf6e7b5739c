package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.sdk.model.CherryPickCreation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes one commit over. */
@Command(name = "cherry-pick", description = "Apply what one commit changed to a branch.")
public final class CherryPickCommand extends Action {

  @Parameters(index = "0", paramLabel = "COMMIT", description = "Such as lakefs://rivers/1a2b3c.")
  private String commit = "";

  @Parameters(index = "1", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String destination = "";

  @Option(
      names = {"-m", "--parent-number"},
      paramLabel = "N",
      description = "For merges: the parent to compare with, from 1.")
  private @Nullable Integer parent;

  public CherryPickCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var from = context.ref(commit);
    var to = context.branch(destination);
    if (!from.repository().equals(to.repository())) {
      throw new CliException("both must be of one repository: " + from + ", " + to);
    }
    context.print("Branch: " + to);
    var made =
        context
            .server()
            .branches()
            .cherryPick(
                to.repository(),
                to.ref(),
                new CherryPickCreation().ref(from.ref()).parentNumber(parent));
    CommitText.printMade(context, to.ref(), made);
  }
}
