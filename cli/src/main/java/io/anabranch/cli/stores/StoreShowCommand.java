package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show what a store is and what it can do.")
final class StoreShowCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  @Mixin private final JsonOption json = new JsonOption();

  StoreShowCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var store = ConfiguredStores.named(context.server(), id);
    if (json.isSet()) {
      context.printJson(store);
      return;
    }
    context.print("Store: " + ConfiguredStores.id(store));
    context.print("Type: " + store.getBlockstoreType());
    context.print(
        "Description: " + Objects.requireNonNullElse(store.getBlockstoreDescription(), ""));
    context.print("Storage namespace, for example: " + store.getBlockstoreNamespaceExample());
    context.print("Gives links: " + yesOrNo(store.getPreSignSupport()));
    context.print("Can be imported from: " + yesOrNo(store.getImportSupport()));
  }

  private static String yesOrNo(boolean answer) {
    return answer ? "yes" : "no";
  }
}
