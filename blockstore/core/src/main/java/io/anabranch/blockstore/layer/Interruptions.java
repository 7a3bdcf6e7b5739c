package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;

/** What becomes of a call whose thread is interrupted while a layer lets it wait. */
public final class Interruptions {

  private Interruptions() {}

  /** Leaves the interrupt flag set, as the port promises. */
  public static BlockstoreException interrupted(String store, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BlockstoreException(
        Kind.UNAVAILABLE,
        false,
        "The call to store `" + store + "` was cancelled while it waited",
        e);
  }
}
