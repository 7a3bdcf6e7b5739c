package io.anabranch.server.stores;

import io.anabranch.blockstore.ReadOptions;
import io.anabranch.versioning.model.Pin;

/** How the bytes of an entry are asked for: just the ones it is pinned to, if it is. */
public final class PinnedReads {

  private PinnedReads() {}

  /** The whole object; a failure with kind CHANGED or NOT_FOUND if it is another by now. */
  public static ReadOptions whole(Pin pin) {
    var options = ReadOptions.WHOLE;
    if (!pin.etag().isEmpty()) {
      options = options.withEtag(pin.etag());
    }
    if (!pin.version().isEmpty()) {
      options = options.withVersion(pin.version());
    }
    return options;
  }
}
