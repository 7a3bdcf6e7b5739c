package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.YesOption;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "detach",
    description = "Detach a store that no repository is on. What it holds stays there.")
final class StoreDetachCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  @Mixin private final YesOption yes = new YesOption();

  StoreDetachCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    yes.require(context, "Are you sure you want to detach store " + id + "?");
    context.server().stores().detachStore(id);
    context.print("Store '" + id + "' detached");
  }
}
