package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.CommitOptions;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a commit. */
@Command(name = "commit", description = "Commit the changes of a branch.")
public final class CommitCommand extends Action {

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String uri = "";

  @Mixin private final CommitOptions options = new CommitOptions();

  @Option(names = "--allow-empty-commit", description = "Commit even if nothing changed.")
  private boolean allowEmpty;

  @Option(
      names = "--epoch-time-seconds",
      hidden = true,
      paramLabel = "SECONDS",
      description = "The time the commit is to have.")
  private @Nullable Long date;

  @Mixin private final JsonOption json = new JsonOption();

  public CommitCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var branch = context.branch(uri);
    var creation = options.creation().allowEmpty(allowEmpty).date(date);
    var commit =
        context.server().commits().commit(branch.repository(), branch.ref(), creation, null);
    if (json.isSet()) {
      context.printJson(commit);
    } else {
      context.print("Branch: " + branch);
      CommitText.printMade(context, branch.ref(), commit);
    }
  }
}
