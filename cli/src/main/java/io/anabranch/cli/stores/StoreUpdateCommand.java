package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "update",
    description = "Change an attached store: its credentials, endpoint, limits or description.")
final class StoreUpdateCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "The keys to change in YAML or JSON; null takes one away, what is not named stays."
              + " - reads them from standard input.")
  private String file = "";

  StoreUpdateCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var store = context.server().stores().updateStore(id, DefinitionFile.read(context, file));
    context.print("Store '" + store.getStorageId() + "' updated");
    Reasons.print(context, store);
  }
}
