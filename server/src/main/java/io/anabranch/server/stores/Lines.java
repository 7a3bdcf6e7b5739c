package io.anabranch.server.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.blockstore.Content;
import io.anabranch.versioning.failure.FailureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * Lines of text as content, made while they are written: a few thousand bytes are in memory.
 *
 * @param lines without their ends; the same each time they are begun
 */
public record Lines(Iterable<String> lines) implements Content {

  private static final int BYTES_AT_ONCE = 64 << 10;

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public boolean reopenable() {
    return true;
  }

  @Override
  public InputStream open() {
    return new Bytes(lines.iterator());
  }

  private static final class Bytes extends InputStream {

    private final Iterator<String> lines;
    private InputStream ready = InputStream.nullInputStream();

    Bytes(Iterator<String> lines) {
      this.lines = lines;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = ready.read(target, offset, length);
      return count < 0 && fill() ? ready.read(target, offset, length) : count;
    }

    /** Whoever reads content expects nothing else of it when it breaks. */
    private boolean fill() throws IOException {
      StringBuilder text = new StringBuilder();
      try {
        while (text.length() < BYTES_AT_ONCE && lines.hasNext()) {
          text.append(lines.next()).append('\n');
        }
      } catch (FailureException e) {
        throw new IOException(e);
      }
      ready = new ByteArrayInputStream(text.toString().getBytes(UTF_8));
      return !text.isEmpty();
    }
  }
}
