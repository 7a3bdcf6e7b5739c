package io.anabranch.server.objects;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.versioning.failure.FailureException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes that were written for an object which was then refused. */
final class WrittenBytes {

  private static final Logger log = LoggerFactory.getLogger(WrittenBytes.class);

  private WrittenBytes() {}

  /**
   * Takes them out of their store. A store that fails now costs its space, not the client its
   * answer: the refusal goes out all the same.
   */
  static void takeBack(Resolved written, FailureException refusal) {
    try {
      written.store().blockstore().delete(List.of(written.address()));
    } catch (BlockstoreException e) {
      refusal.addSuppressed(e);
      log.warn(
          "the bytes of a refused upload stay at {} of store '{}', to which nothing refers: {}",
          written.address(),
          written.store().id(),
          e.getMessage());
    }
  }
}
