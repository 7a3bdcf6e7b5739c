package io.anabranch.blockstore;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Content that lies in memory: a buffer's remaining bytes, from position zero. */
final class Bytes implements Content {

  private final ByteBuffer bytes;

  Bytes(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(bytes.remaining());
  }

  @Override
  public boolean reopenable() {
    return true;
  }

  @Override
  public InputStream open() {
    return bytes.hasArray()
        ? new ByteArrayInputStream(bytes.array(), bytes.arrayOffset(), bytes.remaining())
        : new BufferInputStream(bytes.duplicate());
  }
}
