package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Content that knows what was taken from it in its latest reading. */
final class SentContent implements Content {

  private final Content content;
  private final Optional<Checksum.Algorithm> algorithm;
  private volatile long count;
  private volatile Optional<Digest> digest = Optional.empty();

  /**
   * @param algorithm of the digest to make, if any
   */
  SentContent(Content content, Optional<Checksum.Algorithm> algorithm) {
    this.content = content;
    this.algorithm = algorithm;
  }

  long count() {
    return count;
  }

  /** To be asked once, when the reading is over. */
  Optional<Checksum> checksum() {
    return digest.map(Digest::end);
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
    count = 0;
    digest = algorithm.map(Digest::of);
    return new Sent(content.open(), digest);
  }

  /** Not a filter: skipping and going back would pass bytes unseen. */
  private final class Sent extends InputStream {

    private final InputStream stream;
    private final Optional<Digest> digest;
    private long passed;

    Sent(InputStream stream, Optional<Digest> digest) {
      this.stream = stream;
      this.digest = digest;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = stream.read(target, offset, length);
      if (read > 0) {
        digest.ifPresent(d -> d.add(target, offset, read));
        passed += read;
        count = passed;
      }
      return read;
    }

    @Override
    public int available() throws IOException {
      return stream.available();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
