package io.anabranch.cli.branches;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.cli.console.Times;
import io.anabranch.sdk.model.BranchMove;
import io.anabranch.sdk.model.BranchMoveList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "reflog",
    description = "List what a branch was, newest first, also of one that is deleted.")
final class BranchReflogCommand extends Action {

  private static final String NONE = "-";

  @Parameters(index = "0", paramLabel = "BRANCH", description = "Such as lakefs://rivers/main.")
  private String uri = "";

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final JsonOption json = new JsonOption();

  BranchReflogCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var api = context.server().history();
    var branch = context.branch(uri);
    new Listing<BranchMove>(
            List.of("ID", "TIME", "OPERATION", "COMMIT ID", "USER", "MESSAGE"),
            BranchReflogCommand::columns,
            BranchMove::getId)
        .print(
            context,
            page,
            json,
            (after, amount) ->
                api.listBranchMoves(branch.repository(), branch.ref(), after, amount),
            BranchMoveList::getResults,
            BranchMoveList::getPagination);
  }

  private static List<String> columns(BranchMove move) {
    String commit = move.getCommitAfter();
    return List.of(
        move.getId(),
        Times.of(move.getTime().toEpochSecond()),
        move.getOperation(),
        commit == null ? NONE : commit,
        move.getUser(),
        move.getMessage().lines().findFirst().orElse(""));
  }
}
