package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.NO_SPACE;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** How much a store holds, and how much more it takes. */
final class Space {

  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private static final int CHUNK = 64 * 1024;

  private final AtomicLong used = new AtomicLong();
  private final long capacity;

  /**
   * @param capacity in bytes
   */
  Space(long capacity) {
    this.capacity = capacity;
  }

  /** Reads a content, without room reserved for it. */
  byte[] read(PhysicalAddress address, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (ContentReader reader = ContentReader.open(address, content)) {
      int count = reader.fill(chunk);
      while (count > 0) {
        requireArray(address, reader.count());
        bytes.write(chunk, 0, count);
        count = count < chunk.length ? 0 : reader.fill(chunk);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * @throws BlockstoreException NO_SPACE when one array cannot hold so many bytes
   */
  void requireArray(PhysicalAddress address, long size) {
    if (size > Math.min(LARGEST_ARRAY, capacity)) {
      throw full(address);
    }
  }

  /**
   * @throws BlockstoreException NO_SPACE
   */
  void reserve(PhysicalAddress address, long size) {
    if (used.addAndGet(size) > capacity) {
      used.addAndGet(-size);
      throw full(address);
    }
  }

  void release(long size) {
    used.addAndGet(-size);
  }

  private BlockstoreException full(PhysicalAddress address) {
    return new BlockstoreException(
        NO_SPACE, "No space for " + address + " in a memory store of " + capacity + " bytes");
  }
}
