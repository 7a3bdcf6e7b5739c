package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.Listing;
import io.anabranch.sdk.model.StorageConfig;
import java.util.List;
import java.util.Objects;
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
    var server = context.server();
    new Listing<StorageConfig>(
            List.of("STORE", "TYPE", "STATE", "DESCRIPTION"),
            store ->
                List.of(
                    ConfiguredStores.id(store),
                    store.getBlockstoreType(),
                    server
                        .stores()
                        .getStoreHealth(ConfiguredStores.id(store))
                        .getState()
                        .toString(),
                    Objects.requireNonNullElse(store.getBlockstoreDescription(), "")),
            ConfiguredStores::id)
        .print(context, json, ConfiguredStores.of(server));
  }
}
