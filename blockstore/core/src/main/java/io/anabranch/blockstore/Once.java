package io.anabranch.blockstore;

import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Content over a stream that somebody else produces as it is read, such as an upload. */
final class Once implements Content {

  private final InputStream stream;
  private final OptionalLong length;
  private final AtomicBoolean opened = new AtomicBoolean();

  Once(InputStream stream, OptionalLong length) {
    this.stream = stream;
    this.length = length;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public boolean reopenable() {
    return false;
  }

  @Override
  public InputStream open() {
    if (!opened.compareAndSet(false, true)) {
      throw new IllegalStateException("This content can be read only once");
    }
    return stream;
  }
}
