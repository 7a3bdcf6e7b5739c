package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch repo}. */
public final class RepositoryCommands {

  private RepositoryCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "repo",
        "List, create and delete repositories.",
        List.of(
            new RepoListCommand(context),
            new RepoCreateCommand(context),
            new RepoCreateBareCommand(context),
            new RepoDeleteCommand(context)));
  }
}
