package io.anabranch.cli.objects;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch fs}. */
public final class ObjectCommands {

  private ObjectCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "fs",
        "Read, write, list, copy and remove objects.",
        List.of(
            new FsLsCommand(context),
            new FsStatCommand(context),
            new FsCatCommand(context),
            new FsUploadCommand(context),
            new FsDownloadCommand(context),
            new FsCpCommand(context),
            new FsRmCommand(context),
            new FsPresignCommand(context),
            new FsStageCommand(context),
            new FsUpdateMetadataCommand(context)));
  }
}
