package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "attach",
    description =
        "Attach a store to the running servers. It may be away; it is served once it is back.")
final class StoreAttachCommand extends Action {

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description =
          "Its definition in YAML or JSON, as an element of blockstores.stores; - reads it from"
              + " standard input.")
  private String file = "";

  StoreAttachCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() throws IOException {
    var store = context.server().stores().attachStore(DefinitionFile.read(context, file));
    context.print("Store '" + store.getStorageId() + "' attached at " + store.getLocation());
    Reasons.print(context, store);
  }
}
