package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "create-bare",
    description = "Create a repository without branches, to restore refs into.")
final class RepoCreateBareCommand extends Action {

  @Mixin private final CreationOptions creation = new CreationOptions();

  RepoCreateBareCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    creation.create(context, true, false);
  }
}
