package io.anabranch.blockstore.layer.timeout;

import io.anabranch.blockstore.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Content that tells when the store asks for more, and when it has got it. */
final class WatchedContent implements Content {

  private final Content content;
  private final Silence silence;

  WatchedContent(Content content, Silence silence) {
    this.content = content;
    this.silence = silence;
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
    silence.suspend();
    try {
      return new Watched(content.open());
    } finally {
      silence.begin();
    }
  }

  private final class Watched extends FilterInputStream {

    Watched(InputStream stream) {
      super(stream);
    }

    @Override
    public int read() throws IOException {
      silence.suspend();
      try {
        return super.read();
      } finally {
        silence.begin();
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      silence.suspend();
      try {
        return super.read(target, offset, length);
      } finally {
        silence.begin();
      }
    }
  }
}
