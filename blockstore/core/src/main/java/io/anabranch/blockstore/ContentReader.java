package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Reads a {@link Content} for an adapter and holds it to its declared length. Whatever is wrong
 * with the content, as opposed to the store, comes out as BAD_CONTENT, so that it cannot be taken
 * for a failure of the store. For one thread.
 */
public final class ContentReader implements AutoCloseable {

  private final PhysicalAddress address;
  private final OptionalLong declared;
  private final InputStream stream;
  private long count;

  private ContentReader(PhysicalAddress address, OptionalLong declared, InputStream stream) {
    this.address = address;
    this.declared = declared;
    this.stream = stream;
  }

  /** Opens the content that is to be written to the address. */
  public static ContentReader open(PhysicalAddress address, Content content) {
    try {
      return new ContentReader(address, content.length(), content.open());
    } catch (IOException e) {
      throw unreadable(address, e);
    }
  }

  /**
   * Fills the array from its start.
   *
   * @return how many bytes were read; fewer than the array holds only at the end of the content,
   *     which then had its declared length
   */
  public int fill(byte[] target) {
    try {
      int filled = 0;
      int read = 0;
      while (filled < target.length && read >= 0) {
        read = stream.read(target, filled, target.length - filled);
        filled += Math.max(read, 0);
      }
      count += filled;
      check(read < 0);
      return filled;
    } catch (IOException e) {
      throw unreadable(address, e);
    }
  }

  /** Bytes read so far. */
  public long count() {
    return count;
  }

  private void check(boolean ended) {
    if (declared.isEmpty()) {
      return;
    }
    long length = declared.getAsLong();
    if (count > length) {
      throw badLength("goes on beyond");
    }
    if (ended && count < length) {
      throw badLength("ended after " + count + " of");
    }
  }

  private BlockstoreException badLength(String how) {
    return new BlockstoreException(
        BAD_CONTENT,
        "Content for "
            + address
            + " "
            + how
            + " its declared "
            + declared.getAsLong()
            + " bytes; nothing was written");
  }

  private static BlockstoreException unreadable(PhysicalAddress address, IOException e) {
    return new BlockstoreException(
        BAD_CONTENT, "Content for " + address + " could not be read: " + e.getMessage(), e);
  }

  /** Closes the content's stream. */
  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw unreadable(address, e);
    }
  }
}
