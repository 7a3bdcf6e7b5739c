package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.sdk.model.Store;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the stores that repositories can be created on.")
final class StoreListCommand extends Action {

  @Mixin private final JsonOption json = new JsonOption();

  StoreListCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    new Listing<Store>(
            List.of("STORE", "TYPE", "STATE", "ORIGIN", "REPOSITORIES", "DESCRIPTION"),
            store ->
                List.of(
                    store.getStorageId(),
                    store.getType(),
                    store.getState().toString(),
                    store.getOrigin().toString(),
                    store.getRepositories().toString(),
                    store.getDescription()),
            Store::getStorageId)
        .print(context, json, context.server().stores().listStores().getResults());
  }
}
