package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which folder a command is about. */
final class FolderParameter {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Default: the working directory.")
  private @Nullable Path folder;

  Path in(Context context) {
    Path working = context.console().workingDirectory();
    return folder == null ? working : working.resolve(folder).normalize();
  }
}
