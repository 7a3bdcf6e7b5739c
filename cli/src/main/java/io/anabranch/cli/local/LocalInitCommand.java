package io.anabranch.cli.local;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "init",
    description = "Let a folder follow a path; its files stay, and are changes of yours.")
final class LocalInitCommand extends Action {

  @Mixin private final FollowOptions followed = new FollowOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Default: the working directory.")
  private @Nullable Path folder;

  @Option(names = "--force", description = "Even if it follows another path.")
  private boolean force;

  LocalInitCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    Path at = context.console().workingDirectory();
    var _ = followed.begin(context, folder == null ? at : at.resolve(folder), force);
  }
}
