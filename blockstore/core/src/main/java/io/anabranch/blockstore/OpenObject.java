package io.anabranch.blockstore;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * An object, or a part of it, open for one reading. Close it when done, whether or not it was read
 * to the end. Belongs to one thread at a time.
 *
 * @param info the whole object's
 * @param length how many bytes this reading gives: the object's size, or what the range covers
 * @param stream gives exactly {@code length} bytes. It ends early only by an IOException, whose
 *     cause is a {@link BlockstoreException} when the store has more to say than that.
 * @param file the same bytes as part of an open file, for a transfer that does not bring them into
 *     this process; use it or the stream, not both. It is valid until this object is closed.
 *     Withheld by stores without files and by layers that change bytes.
 */
public record OpenObject(ObjectInfo info, long length, InputStream stream, Optional<FileSlice> file)
    implements AutoCloseable {

  /** Releases the stream and the file. Closing again does nothing. */
  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new BlockstoreException(
          BlockstoreException.Kind.UNAVAILABLE,
          "Object " + info.address() + " could not be closed: " + e.getMessage(),
          e);
    }
  }
}
