package io.anabranch.cli.collection;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch gc}. */
public final class CollectionCommands {

  private CollectionCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "gc",
        "Show and change how long garbage collection keeps commits.",
        List.of(
            new RulesShowCommand(context),
            new RulesSetCommand(context),
            new RulesDeleteCommand(context)));
  }
}
