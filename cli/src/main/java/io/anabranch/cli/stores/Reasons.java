package io.anabranch.cli.stores;

import io.anabranch.cli.command.Context;
import io.anabranch.sdk.model.Store;

/** Why a store is not as it should be. */
final class Reasons {

  private Reasons() {}

  /** Nothing when it is healthy. */
  static void print(Context context, Store store) {
    if (!store.getReasons().isEmpty()) {
      context.print("It is " + store.getState() + ":");
      store.getReasons().forEach(reason -> context.print("  " + reason));
    }
  }
}
