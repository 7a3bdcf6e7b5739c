package io.anabranch.cli.stores;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "refresh", description = "Have all servers open a store anew.")
final class StoreRefreshCommand extends Action {

  @Parameters(index = "0", paramLabel = "STORE", description = "Its id.")
  private String id = "";

  StoreRefreshCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    var store = context.server().stores().refreshStore(id);
    context.print("Store '" + store.getStorageId() + "' is opened anew");
    Reasons.print(context, store);
  }
}
