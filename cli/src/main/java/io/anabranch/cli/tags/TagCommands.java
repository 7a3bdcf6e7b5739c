package io.anabranch.cli.tags;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch tag}. */
public final class TagCommands {

  private TagCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "tag",
        "List, create, show and delete tags.",
        List.of(
            new TagListCommand(context),
            new TagCreateCommand(context),
            new TagShowCommand(context),
            new TagDeleteCommand(context)));
  }
}
