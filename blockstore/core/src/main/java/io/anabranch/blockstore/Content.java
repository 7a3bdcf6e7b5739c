package io.anabranch.blockstore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The bytes of an object to be written. It says how many there are, if that is known, and whether
 * they can be read a second time: only then can a failed call be repeated.
 */
public interface Content {

  /** The number of bytes, or empty when only the end of the stream will tell. */
  OptionalLong length();

  /** Whether {@link #open} may be called again, each time giving the same bytes from the start. */
  boolean reopenable();

  /**
   * Begins a reading. The caller closes the stream.
   *
   * @throws IllegalStateException on a second call when the content is not reopenable
   */
  InputStream open() throws IOException;

  /** Reopenable content of known length. The array is not copied and must not change. */
  static Content of(byte[] bytes) {
    return new Bytes(ByteBuffer.wrap(bytes));
  }

  /**
   * Reopenable content of known length: the buffer's remaining bytes, heap or direct. They are not
   * copied and must not change; the buffer's position is left alone.
   */
  static Content of(ByteBuffer bytes) {
    return new Bytes(bytes.slice());
  }

  /** Content that can be read once, of declared length. */
  static Content once(InputStream stream, long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length is negative: " + length);
    }
    return new Once(stream, OptionalLong.of(length));
  }

  /** Content that can be read once, of unknown length. */
  static Content once(InputStream stream) {
    return new Once(stream, OptionalLong.empty());
  }
}
