package io.anabranch.server.objects;

import io.anabranch.blockstore.ReadOptions;
import io.anabranch.versioning.model.Entry;

/** How the bytes of an entry are asked for: just the ones it is pinned to, if it is. */
final class PinnedReads {

  private PinnedReads() {}

  static ReadOptions whole(Entry entry) {
    var options = ReadOptions.WHOLE;
    if (!entry.pin().etag().isEmpty()) {
      options = options.withEtag(entry.pin().etag());
    }
    if (!entry.pin().version().isEmpty()) {
      options = options.withVersion(entry.pin().version());
    }
    return options;
  }
}
