package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.PhysicalAddress;

/**
 * What a store says, compared with what is known.
 *
 * @param store the storage id
 */
record Comparison(String store) {

  void requireSize(PhysicalAddress address, long sent, long held) {
    require(sent == held, address, "was sent " + sent + " bytes and holds " + held);
  }

  /** Says nothing if the digests are of different kinds. */
  void requireDigest(PhysicalAddress address, Checksum computed, Checksum told) {
    require(
        computed.algorithm() != told.algorithm() || computed.equals(told),
        address,
        "was sent or gives bytes whose "
            + computed.algorithm()
            + " is "
            + computed.hex()
            + ", and says that it holds "
            + told.hex());
  }

  /**
   * @throws BlockstoreException CORRUPT
   */
  void require(boolean holds, PhysicalAddress address, String what) {
    if (!holds) {
      throw failure(Kind.CORRUPT, address, what);
    }
  }

  BlockstoreException failure(Kind kind, PhysicalAddress address, String what) {
    return new BlockstoreException(kind, "Object " + address + " of store `" + store + "` " + what);
  }
}
