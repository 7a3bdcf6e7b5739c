package io.anabranch.cli.actions;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.sdk.model.ActionRun;
import io.anabranch.sdk.model.ActionRunList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "List the runs that are over, the latest first.")
final class RunListCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Option(names = "--branch", paramLabel = "BRANCH", description = "Only those for this branch.")
  private String branch = "";

  @Option(names = "--commit", paramLabel = "ID", description = "Only those for this commit.")
  private String commit = "";

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final JsonOption json = new JsonOption();

  RunListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var api = context.server().actions();
    String repository = context.repository(uri).repository();
    new Listing<ActionRun>(
            List.of("RUN", "EVENT", "BRANCH", "START", "END", "COMMIT ID", "STATUS"),
            RunListCommand::columns,
            ActionRun::getRunId)
        .print(
            context,
            page,
            json,
            (after, amount) -> api.listRepositoryRuns(repository, after, amount, branch, commit),
            ActionRunList::getResults,
            ActionRunList::getPagination);
  }

  private static List<String> columns(ActionRun run) {
    return List.of(
        run.getRunId(),
        run.getEventType(),
        run.getBranch(),
        run.getStartTime().toString(),
        String.valueOf(run.getEndTime()),
        run.getCommitId(),
        run.getStatus().toString());
  }
}
