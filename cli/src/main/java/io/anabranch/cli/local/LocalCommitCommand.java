package io.anabranch.cli.local;

import io.anabranch.cli.command.CommitOptions;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.history.CommitText;
import io.anabranch.cli.uri.PathUri;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "commit", description = "Upload what was changed here, and commit it.")
final class LocalCommitCommand extends LocalAction {

  @Option(
      names = "--force",
      description = "Commit also what others changed on the branch and did not commit.")
  private boolean force;

  @Mixin private final CommitOptions options = new CommitOptions();
  @Mixin private final YesOption yes = new YesOption();

  LocalCommitCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var checkout = checkout();
    checkout.requireNothingBegunBut("commit");
    var creation = options.creation();
    List<Change> here = checkout.changes();
    if (here.isEmpty()) {
      throw new CliException("nothing was changed in " + checkout.folder());
    }
    String head = checkout.currentHead();
    if (!head.equals(checkout.head())) {
      if (!checkout.changesUntil(head).isEmpty()) {
        throw new CliException(checkout.source() + " has changed: `anabranch local pull` first");
      }
    }
    PathUri source = checkout.source();
    requireNothingStaged(source);
    checkout.send(here);
    var commit =
        context.server().commits().commit(source.repository(), source.ref(), creation, null);
    checkout.arrivedAt(commit.getId());
    CommitText.printMade(context, source.ref(), commit);
  }

  private void requireNothingStaged(PathUri source) throws IOException {
    var staged =
        context
            .server()
            .branches()
            .diffBranch(source.repository(), source.ref(), null, 1, null, null)
            .getResults();
    if (!staged.isEmpty() && !force) {
      yes.require(
          context,
          "The branch has uncommitted changes, such as of "
              + staged.getFirst().getPath()
              + "; commit them, too?");
    }
  }
}
