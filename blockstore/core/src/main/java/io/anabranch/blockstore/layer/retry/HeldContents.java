package io.anabranch.blockstore.layer.retry;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Small content that can be read only once, held in memory while it is written, so that it can be
 * sent again: a store may take such a body before it says that it is busy. (What is larger, S3's
 * client offers first and sends when the store agrees.) It is read to its end before the first
 * attempt, so whoever sends slowly takes no turn at the store meanwhile. Thread-safe.
 */
final class HeldContents {

  /** The most bytes that are held of one content; S3's client asks before it sends more. */
  static final int LARGEST = 1 << 20;

  /** The most bytes that are held in all. Content that finds no room passes as it is. */
  static final int MOST_IN_ALL = 32 << 20;

  private static final int FIRST_BUFFER = 16 * 1024;

  private final Semaphore room = new Semaphore(MOST_IN_ALL);

  /**
   * @param use given content that can be read again if this one is small
   */
  <T> T hold(PhysicalAddress address, Content content, Function<Content, T> use) {
    long most = content.length().orElse(LARGEST);
    if (content.reopenable() || most > LARGEST || !room.tryAcquire((int) most)) {
      return use.apply(content);
    }
    try (ContentReader reader = ContentReader.open(address, content)) {
      return use.apply(
          content.length().isPresent() ? whole(reader, (int) most) : beginning(reader));
    } finally {
      room.release((int) most);
    }
  }

  private static Content whole(ContentReader reader, int length) {
    byte[] bytes = new byte[length];
    reader.fill(bytes);
    // Fails if there is more than was declared, or less.
    reader.fill(new byte[1]);
    return Content.of(bytes);
  }

  private static Content beginning(ContentReader reader) {
    byte[] bytes = new byte[FIRST_BUFFER];
    int filled = reader.fill(bytes);
    while (filled == bytes.length && filled < LARGEST) {
      byte[] more = new byte[Math.min(filled, LARGEST - filled)];
      int count = reader.fill(more);
      bytes = Arrays.copyOf(bytes, filled + more.length);
      System.arraycopy(more, 0, bytes, filled, count);
      filled += count;
    }
    return filled < bytes.length
        ? Content.of(ByteBuffer.wrap(bytes, 0, filled))
        : Content.once(
            new SequenceInputStream(new ByteArrayInputStream(bytes), new ContentStream(reader)));
  }
}
