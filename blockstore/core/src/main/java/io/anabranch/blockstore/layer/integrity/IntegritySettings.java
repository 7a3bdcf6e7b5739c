package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;

/**
 * @param store the storage id, for messages
 */
public record IntegritySettings(String store) {

  void requireSize(PhysicalAddress address, long sent, long held) {
    require(sent == held, address, "was sent " + sent + " bytes and holds " + held);
  }

  /**
   * @throws BlockstoreException CORRUPT
   */
  void require(boolean holds, PhysicalAddress address, String what) {
    if (!holds) {
      throw new BlockstoreException(
          Kind.CORRUPT, "Object " + address + " of store `" + store + "` " + what);
    }
  }
}
