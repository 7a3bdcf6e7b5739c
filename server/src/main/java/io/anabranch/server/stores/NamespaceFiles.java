package io.anabranch.server.stores;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/**
 * Files in the storage namespaces of repositories that are no objects of theirs: for others who
 * read the store. Addresses are relative to the namespace. Safe for use by many threads.
 */
@Singleton
public final class NamespaceFiles {

  private final PhysicalAddresses addresses;

  public NamespaceFiles(PhysicalAddresses addresses) {
    this.addresses = addresses;
  }

  /** As others read it by themselves. */
  public String uri(Repository repository, String address) {
    return addresses.uri(repository.location(), address, AddressType.RELATIVE);
  }

  /**
   * Replaces what is there.
   *
   * @throws FailureException as the store fails, or as making the content failed: see {@link Lines}
   */
  public void write(Repository repository, String address, Content content) {
    Resolved file = resolve(repository, address);
    try {
      file.store().blockstore().put(file.address(), content, PutOptions.REPLACE);
    } catch (BlockstoreException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof FailureException failure) {
          throw failure;
        }
      }
      throw StoreFailures.translate(file.store(), e);
    }
  }

  /**
   * The beginning of a file; empty when there is none.
   *
   * @param limit of the bytes that are read
   */
  public Optional<byte[]> read(Repository repository, String address, int limit) {
    Resolved file = resolve(repository, address);
    try (OpenObject object = file.store().blockstore().open(file.address(), ReadOptions.WHOLE)) {
      return Optional.of(object.stream().readNBytes(limit));
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw StoreFailures.translate(file.store(), e);
    } catch (IOException e) {
      throw StoreFailures.translate(
          file.store(),
          new BlockstoreException(
              BlockstoreException.Kind.UNAVAILABLE, address + " could not be read to its end", e));
    }
  }

  private Resolved resolve(Repository repository, String address) {
    return addresses.resolve(repository.location(), address, AddressType.RELATIVE);
  }
}
