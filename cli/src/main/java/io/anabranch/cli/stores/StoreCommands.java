package io.anabranch.cli.stores;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch store}. */
public final class StoreCommands {

  private StoreCommands() {}

  public static CommandLine of(Context context) {
    return Group.of(
        "store",
        "See the stores of the server and how they fare; attach, change and detach them.",
        List.of(
            new StoreListCommand(context),
            new StoreShowCommand(context),
            new StoreHealthCommand(context),
            new StoreCheckCommand(context),
            new StoreAttachCommand(context),
            new StoreUpdateCommand(context),
            new StoreRefreshCommand(context),
            new StoreDetachCommand(context),
            new StoreReloadCommand(context)));
  }
}
