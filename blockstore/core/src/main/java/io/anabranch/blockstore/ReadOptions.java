package io.anabranch.blockstore;

import java.util.Optional;

/**
 * What to read of an object.
 *
 * @param range the part to read; empty for the whole object, which may then be of zero bytes
 */
public record ReadOptions(Optional<ByteRange> range) {

  /** Reads the whole object. */
  public static final ReadOptions WHOLE = new ReadOptions(Optional.empty());

  /** Reads a part of the object. */
  public static ReadOptions range(ByteRange range) {
    return new ReadOptions(Optional.of(range));
  }

  /** Reads a part of the object, at most {@code length} bytes from {@code offset}. */
  public static ReadOptions range(long offset, long length) {
    return range(new ByteRange(offset, length));
  }
}
