package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.layer.CountingStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Content that knows how many bytes were taken from it. */
final class Counted implements Content {

  private final Content content;
  private final AtomicLong count = new AtomicLong();

  Counted(Content content) {
    this.content = content;
  }

  long count() {
    return count.get();
  }

  @Override
  public OptionalLong length() {
    return content.length();
  }

  @Override
  public boolean reopenable() {
    return content.reopenable();
  }

  @Override
  public InputStream open() throws IOException {
    count.set(0);
    return new CountingStream(content.open(), count::addAndGet);
  }
}
