package io.anabranch.server.repositories;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.TreeLocation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Marks storage namespaces as in use with the object {@code _lakefs/dummy}, where readers of the
 * format expect it. It is written only where it is absent, so of two repositories that are created
 * over one namespace at the same time one wins; reading it back shows that the store can be used.
 */
@Singleton
final class NamespaceClaims {

  private static final String MARKER = "_lakefs/dummy";

  /** Where servers of early versions put theirs. */
  private static final String EARLY_MARKER = "dummy";

  private static final byte[] TEXT =
      "this is dummy data - created by lakeFS to check accessibility".getBytes(UTF_8);

  private final PhysicalAddresses addresses;
  private final boolean looksForEarlyMarker;

  NamespaceClaims(PhysicalAddresses addresses, ServerConfiguration configuration) {
    this.addresses = addresses;
    this.looksForEarlyMarker = configuration.ensureReadableRootNamespace();
  }

  /**
   * Looks only at the form of a namespace.
   *
   * @throws FailureException Invalid when objects in it would not be on its store
   */
  void check(TreeLocation location) {
    try {
      resolve(location, MARKER);
    } catch (FailureException e) {
      throw e.failure() instanceof Failure.Forbidden
          ? new FailureException(
              new Failure.Invalid("invalid namespace: " + e.failure().message()), e)
          : e;
    }
  }

  /**
   * @throws FailureException Invalid when the namespace is in use or not of this store; Unavailable
   *     when the store does not answer
   */
  void claim(TreeLocation location) {
    Resolved marker = resolve(location, MARKER);
    try {
      if (looksForEarlyMarker && exists(resolve(location, EARLY_MARKER))) {
        throw inUse(location, EARLY_MARKER);
      }
      marker.store().blockstore().put(marker.address(), Content.of(TEXT), PutOptions.IF_ABSENT);
      requireReadable(marker);
    } catch (BlockstoreException e) {
      throw e.kind() == Kind.ALREADY_EXISTS
          ? inUse(location, MARKER)
          : StoreFailures.translate(marker.store(), e);
    }
  }

  /** Takes a claim back: nothing was built on it. */
  void release(TreeLocation location) {
    Resolved marker = resolve(location, MARKER);
    marker.store().blockstore().delete(List.of(marker.address()));
  }

  private Resolved resolve(TreeLocation location, String key) {
    return addresses.resolve(location, key, AddressType.RELATIVE);
  }

  private static boolean exists(Resolved object) {
    try {
      object.store().blockstore().stat(object.address());
      return true;
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static void requireReadable(Resolved marker) {
    try (var object = marker.store().blockstore().open(marker.address(), ReadOptions.WHOLE)) {
      if (!Arrays.equals(object.stream().readNBytes(TEXT.length + 1), TEXT)) {
        throw new BlockstoreException(
            Kind.CORRUPT, marker.address() + " does not read as it was written");
      }
    } catch (IOException e) {
      throw new BlockstoreException(
          Kind.UNAVAILABLE, marker.address() + " was written but cannot be read", e);
    }
  }

  private static FailureException inUse(TreeLocation location, String key) {
    return new FailureException(
        new Failure.Invalid(
            ("storage namespace already in use: there is a repository's %s in %s of store '%s';"
                    + " choose another namespace, or create the repository as bare or read-only")
                .formatted(key, location.storageNamespace(), location.storageId())));
  }
}
