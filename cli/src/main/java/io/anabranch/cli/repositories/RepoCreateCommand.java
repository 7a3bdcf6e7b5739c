package io.anabranch.cli.repositories;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "create", description = "Create a repository.")
final class RepoCreateCommand extends Action {

  @Mixin private final CreationOptions creation = new CreationOptions();

  @Option(names = "--sample-data", description = "Commit a few files to play with.")
  private boolean sampleData;

  RepoCreateCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    creation.create(context, false, sampleData);
  }
}
