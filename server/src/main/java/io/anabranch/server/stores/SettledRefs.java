package io.anabranch.server.stores;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.HashMap;
import java.util.Map;

/**
 * Which commits the refs of other servers stand for, each asked once: what is settled by the same
 * instance agrees, however refs move meanwhile. Belongs to one thread.
 */
public final class SettledRefs {

  private record Ref(Store store, PhysicalAddress address) {}

  private final Map<Ref, String> commits = new HashMap<>();

  /**
   * The source of an import, at what it stands for now; itself where nothing can move.
   *
   * @throws FailureException NotFound when there is no such repository or ref; as stores fail
   */
  public ImportSource settle(ImportSource source) {
    if (!source.store().isMoving()) {
      return source;
    }
    String ref = PeerAddresses.ref(source.key());
    String commit =
        commits.computeIfAbsent(
            new Ref(source.store(), new PhysicalAddress(source.container(), ref)),
            asked -> settled(asked.store(), asked.address()).key());
    return source.withKey(commit + source.key().substring(ref.length()));
  }

  /** As {@link #settle}, for the URI of one object. */
  static String uri(Store store, String uri) {
    return store.isMoving()
        ? PeerAddresses.uri(settled(store, PhysicalAddresses.parse(store, uri)))
        : uri;
  }

  private static PhysicalAddress settled(Store store, PhysicalAddress address) {
    try {
      return store.blockstore().settle(address);
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        throw new FailureException(
            new Failure.NotFound(store.label() + ": " + e.message() + "; name another"), e);
      }
      throw StoreFailures.translate(store, e);
    }
  }
}
