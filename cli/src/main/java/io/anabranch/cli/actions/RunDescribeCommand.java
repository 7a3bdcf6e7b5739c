package io.anabranch.cli.actions;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.api.ActionsApi;
import io.anabranch.sdk.model.ActionRun;
import io.anabranch.sdk.model.HookRun;
import io.anabranch.sdk.model.HookRunList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "describe", description = "Show a run, its hooks and what they wrote.")
final class RunDescribeCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "As `actions runs list` shows it.")
  private String id = "";

  @Mixin private final JsonOption json = new JsonOption();

  RunDescribeCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var api = context.server().actions();
    String repository = context.repository(uri).repository();
    ActionRun run = api.getRun(repository, id);
    if (json.isSet()) {
      context.printJson(run);
      return;
    }
    context.print("Run: " + run.getRunId());
    context.print("Event: " + run.getEventType());
    context.print("Branch: " + run.getBranch());
    context.print("Commit ID: " + run.getCommitId());
    context.print("Start: " + run.getStartTime());
    context.print("End: " + run.getEndTime());
    context.print("Status: " + run.getStatus());
    for (HookRun hook : hooks(api, repository)) {
      print(api, repository, hook);
    }
  }

  private List<HookRun> hooks(ActionsApi api, String repository) {
    return Pages.of(
            after -> api.listRunHooks(repository, id, after, Pages.LARGEST),
            HookRunList::getResults,
            HookRunList::getPagination)
        .toList();
  }

  private void print(ActionsApi api, String repository, HookRun hook) throws IOException {
    context.print("");
    context.print("Hook: " + hook.getHookId() + " of action '" + hook.getAction() + "'");
    context.print("Status: " + hook.getStatus());
    Path output = api.getRunHookOutput(repository, id, hook.getHookRunId()).toPath();
    try {
      Files.readString(output).lines().forEach(line -> context.print("\t" + line));
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
