package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.CHANGED;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;

import java.util.Optional;

/**
 * What to read of an object.
 *
 * @param range the part to read; empty for the whole object, which may then be of zero bytes
 * @param etag read only if the object still has this {@link ObjectInfo#etag}, decided by the store
 *     in one step with the read; otherwise CHANGED. Honoured by every store.
 * @param version read this {@link ObjectInfo#version} of the object, whatever came after it;
 *     NOT_FOUND when the store has it no more, UNSUPPORTED on a store without versions
 */
public record ReadOptions(
    Optional<ByteRange> range, Optional<String> etag, Optional<String> version) {

  /** Reads the whole object. */
  public static final ReadOptions WHOLE =
      new ReadOptions(Optional.empty(), Optional.empty(), Optional.empty());

  /** Reads a part of the object. */
  public static ReadOptions range(ByteRange range) {
    return WHOLE.withRange(range);
  }

  /** Reads a part of the object, at most {@code length} bytes from {@code offset}. */
  public static ReadOptions range(long offset, long length) {
    return range(new ByteRange(offset, length));
  }

  public ReadOptions withRange(ByteRange range) {
    return new ReadOptions(Optional.of(range), etag, version);
  }

  public ReadOptions withEtag(String etag) {
    return new ReadOptions(range, Optional.of(etag), version);
  }

  public ReadOptions withVersion(String version) {
    return new ReadOptions(range, etag, Optional.of(version));
  }

  /**
   * For adapters that compare themselves, in one step with the read.
   *
   * @param found describes just the bytes that will be read
   * @throws BlockstoreException CHANGED when another etag is insisted on
   */
  public void requireSame(ObjectInfo found) {
    if (etag.isPresent() && !etag.get().equals(found.etag())) {
      throw new BlockstoreException(
          CHANGED,
          "Object " + found.address() + " is not the one with etag " + etag.get() + " any more");
    }
  }

  /**
   * For adapters of stores without versions.
   *
   * @throws BlockstoreException UNSUPPORTED when a version is asked for
   */
  public void requireNoVersion(PhysicalAddress address) {
    if (version.isPresent()) {
      throw new BlockstoreException(
          UNSUPPORTED, "The store of " + address + " keeps no versions of objects");
    }
  }
}
