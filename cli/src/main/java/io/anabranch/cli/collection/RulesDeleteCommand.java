package io.anabranch.cli.collection;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete-config",
    description = "Delete the retention rules of a repository: then nothing of it is collected.")
final class RulesDeleteCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  RulesDeleteCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    String repository = context.repository(uri).repository();
    context.server().repositories().deleteGCRules(repository);
    context.print("Deleted the retention rules of " + repository);
  }
}
