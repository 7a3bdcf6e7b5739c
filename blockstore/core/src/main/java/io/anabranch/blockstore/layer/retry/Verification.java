package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Supplier;

/** Finds out whether the object that a repeated conditional write finds is its own. */
final class Verification {

  private static final int PIECE = 64 * 1024;

  /** Opens what was to be written. */
  interface Expected {
    InputStream open() throws IOException;
  }

  private final Blockstore below;
  private final PhysicalAddress address;
  private final Expected expected;
  private boolean replyLost;

  Verification(Blockstore below, PhysicalAddress address, Expected expected) {
    this.below = below;
    this.address = address;
    this.expected = expected;
  }

  ObjectInfo verified(boolean conditional, Supplier<ObjectInfo> write) {
    try {
      return write.get();
    } catch (BlockstoreException e) {
      if (conditional && replyLost && e.kind() == Kind.ALREADY_EXISTS) {
        return own(e);
      }
      replyLost |= e.kind() == Kind.UNAVAILABLE;
      throw e;
    }
  }

  private ObjectInfo own(BlockstoreException exists) {
    try (OpenObject object = below.open(address, ReadOptions.WHOLE);
        InputStream ours = expected.open()) {
      if (equal(object.stream(), ours)) {
        return object.info();
      }
    } catch (IOException e) {
      throw new BlockstoreException(
          Kind.UNAVAILABLE, "Whether " + address + " was written could not be verified", e);
    }
    throw exists;
  }

  private static boolean equal(InputStream left, InputStream right) throws IOException {
    byte[] a = new byte[PIECE];
    byte[] b = new byte[PIECE];
    int count;
    do {
      count = left.readNBytes(a, 0, PIECE);
      int other = right.readNBytes(b, 0, PIECE);
      if (!Arrays.equals(a, 0, count, b, 0, other)) {
        return false;
      }
    } while (count == PIECE);
    return true;
  }
}
