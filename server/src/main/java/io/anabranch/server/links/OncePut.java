package io.anabranch.server.links;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.bytes.HashedContent;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Writes an object that nobody may change afterwards, because it may have been committed: a link
 * can be used again until it expires.
 */
final class OncePut {

  private OncePut() {}

  /**
   * The same bytes may come again: the answer to the first time may have been lost.
   *
   * @throws FailureException AlreadyExists for other bytes, where the store can tell in time
   */
  static ObjectInfo put(Resolved target, HashedContent content) {
    Blockstore blockstore = target.store().blockstore();
    if (!blockstore.capabilities().conditionalPut()) {
      return blockstore.put(target.address(), content, PutOptions.REPLACE);
    }
    try {
      return blockstore.put(target.address(), content, PutOptions.IF_ABSENT);
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.ALREADY_EXISTS) {
        return requireSame(blockstore, target.address(), content);
      }
      throw e;
    }
  }

  private static ObjectInfo requireSame(
      Blockstore blockstore, PhysicalAddress address, HashedContent sent) {
    try (var stored = blockstore.open(address, ReadOptions.WHOLE)) {
      var there =
          new HashedContent(
              new UploadBody(stored.stream(), OptionalLong.of(stored.length()), "", null));
      there.readToEnd();
      sent.readToEnd();
      if (there.md5().equals(sent.md5())) {
        return stored.info();
      }
    } catch (IOException e) {
      throw new FailureException(
          new Failure.Invalid(
              "the bytes could not be compared with those that are there: " + e.getMessage()),
          e);
    }
    throw new FailureException(
        new Failure.AlreadyExists(
            "the link was used before, for other bytes: ask for a new one to upload these"));
  }
}
