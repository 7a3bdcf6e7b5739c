package io.anabranch.server.stores;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Makes identifiers of 12 bytes: 4 of Unix seconds, 3 of the machine, 2 of the process and 3 of a
 * counter, all big endian, written as 20 characters of base32hex in lower case. Text sorts as time
 * does. Safe for use by many threads.
 */
public final class Xid {

  static final int LENGTH = 20;

  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuv";
  private static final int BYTES = 12;

  private final byte[] origin = new byte[5];
  private final AtomicInteger counter;

  /** Machine and process are drawn at random: 40 bits keep servers apart. */
  public Xid(RandomGenerator random) {
    random.nextBytes(origin);
    counter = new AtomicInteger(random.nextInt());
  }

  /**
   * @param seconds the low 32 bits count
   */
  public String next(long seconds) {
    int count = counter.getAndIncrement();
    return print(
        ByteBuffer.allocate(BYTES)
            .putInt((int) seconds)
            .put(origin)
            .put((byte) (count >> 16))
            .putShort((short) count)
            .array());
  }

  /** The time inside an identifier; empty when the text is not one. */
  public static Optional<Instant> findTime(String text) {
    if (text.length() != LENGTH || !text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    long first35Bits = 0;
    for (int i = 0; i < 7; i++) {
      first35Bits = first35Bits << 5 | ALPHABET.indexOf(text.charAt(i));
    }
    return Optional.of(Instant.ofEpochSecond(first35Bits >>> 3));
  }

  /** Five bits a character, the last one filled up with zeros. */
  static String print(byte[] bytes) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int bit = 0; bit < 8 * bytes.length; bit += 5) {
      int pair = (bytes[bit / 8] & 0xff) << 8;
      if (bit / 8 + 1 < bytes.length) {
        pair |= bytes[bit / 8 + 1] & 0xff;
      }
      text.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
    }
    return text.toString();
  }
}
