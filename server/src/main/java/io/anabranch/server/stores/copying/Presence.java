package io.anabranch.server.stores.copying;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.Utf8Order;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Tells of one key after the other, in ascending order, whether there is an object: by a listing
 * that is read along, a page for a thousand questions. What was written since its page was read may
 * be missed. For one thread.
 */
final class Presence {

  private final Iterator<ObjectInfo> listed;
  private @Nullable String next = "";

  /**
   * @param listed in the order of keys
   */
  Presence(Iterator<ObjectInfo> listed) {
    this.listed = listed;
  }

  boolean has(String key) {
    while (next != null && Utf8Order.compare(next, key) < 0) {
      next = listed.hasNext() ? listed.next().address().key() : null;
    }
    return key.equals(next);
  }
}
