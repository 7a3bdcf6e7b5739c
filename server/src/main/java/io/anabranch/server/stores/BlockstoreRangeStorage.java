package io.anabranch.server.stores;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Keeps the files of trees on the repository's own store, at {@code <namespace>/_lakefs/<id>}.
 * Reads them into the heap, whole.
 */
public final class BlockstoreRangeStorage implements RangeStorage {

  /** Far above what a range grows to; a larger file was not written as one. */
  private static final long LARGEST_FILE_BYTES = 1L << 30;

  private final PhysicalAddresses addresses;
  private final String prefix;

  /**
   * @param prefix the folder below a storage namespace, see {@link
   *     io.anabranch.server.config.CommittedSettings#blockStoragePrefix}
   */
  public BlockstoreRangeStorage(PhysicalAddresses addresses, String prefix) {
    this.addresses = addresses;
    this.prefix = prefix;
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    PhysicalAddresses.Resolved file = resolve(location, id);
    try (OpenObject object = file.store().blockstore().open(file.address(), ReadOptions.WHOLE)) {
      return MemorySegment.ofArray(readWhole(file.store(), object));
    } catch (BlockstoreException e) {
      throw StoreFailures.translate(file.store(), e);
    } catch (IOException e) {
      throw StoreFailures.translate(file.store(), broken(e));
    }
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment bytes) {
    PhysicalAddresses.Resolved file = resolve(location, id);
    try {
      boolean conditional = file.store().blockstore().capabilities().conditionalPut();
      file.store()
          .blockstore()
          .put(
              file.address(),
              Content.of(bytes.asByteBuffer()),
              conditional ? PutOptions.IF_ABSENT : PutOptions.REPLACE);
    } catch (BlockstoreException e) {
      if (e.kind() != BlockstoreException.Kind.ALREADY_EXISTS) {
        throw StoreFailures.translate(file.store(), e);
      }
    }
  }

  /** Nothing is kept here. */
  @Override
  public void forget(TreeLocation location, String id) {}

  private PhysicalAddresses.Resolved resolve(TreeLocation location, String id) {
    return addresses.resolve(location, prefix + "/" + id, AddressType.RELATIVE);
  }

  private static byte[] readWhole(Store store, OpenObject object) throws IOException {
    if (object.length() > LARGEST_FILE_BYTES) {
      throw new FailureException(
          new Failure.Corrupt(
              store.label() + ": " + object.info().address() + " is too large to be a tree"));
    }
    int length = (int) object.length();
    byte[] bytes = object.stream().readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(object.info().address() + " ended early");
    }
    return bytes;
  }

  /** What the store had to say is the cause of a stream's end, if it said anything. */
  private static BlockstoreException broken(IOException e) {
    return e.getCause() instanceof BlockstoreException cause
        ? cause
        : new BlockstoreException(
            BlockstoreException.Kind.UNAVAILABLE, "a file could not be read to its end", e);
  }
}
