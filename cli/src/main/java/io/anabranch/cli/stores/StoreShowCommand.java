package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.sdk.model.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show what a store is, where it is and how it fares.")
final class StoreShowCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  @Mixin private final JsonOption json = new JsonOption();

  StoreShowCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    Store store = context.server().stores().getStore(id);
    if (json.isSet()) {
      context.printJson(store);
      return;
    }
    context.print("Store: " + store.getStorageId());
    context.print("Type: " + store.getType() + ", " + store.getOrigin());
    context.print("Description: " + store.getDescription());
    context.print("Location: " + store.getLocation());
    context.print("Fingerprint of the location: " + store.getLocationFingerprint());
    if (store.getDefaultNamespacePrefix() != null) {
      context.print("Storage namespaces below: " + store.getDefaultNamespacePrefix());
    }
    context.print("Read-only: " + (store.getReadOnly() ? "yes" : "no"));
    context.print("Repositories: " + store.getRepositories());
    context.print("State: " + store.getState());
    store.getReasons().forEach(reason -> context.print("  " + reason));
  }
}
