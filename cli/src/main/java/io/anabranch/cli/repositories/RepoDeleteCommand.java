package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    description = "Delete a repository: its refs and uncommitted changes. Its objects stay.")
final class RepoDeleteCommand extends Action {

  @Parameters(index = "0", paramLabel = "REPOSITORY", description = "Such as lakefs://rivers.")
  private String uri = "";

  @Mixin private final YesOption yes = new YesOption();

  RepoDeleteCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    String repository = context.repository(uri).repository();
    yes.require(context, "Are you sure you want to delete repository " + repository + "?");
    context.server().repositories().deleteRepository(repository, null);
    context.print("Repository '" + repository + "' deleted");
  }
}
