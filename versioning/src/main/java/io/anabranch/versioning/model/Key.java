package io.anabranch.versioning.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The key of a record in a sorted run: an object's path, or a commit id, branch or tag name in a
 * refs dump. Keys are bytes and order by unsigned comparison, which for valid UTF-8 is code point
 * order; {@link String#compareTo} orders differently above U+FFFF and must not be used for keys.
 *
 * <p>Immutable. The array given to {@link #wrap} is owned by the key from then on.
 */
public final class Key implements Comparable<Key> {

  /** Sorts before every other key. */
  public static final Key EMPTY = new Key(new byte[0]);

  private final byte[] bytes;

  private Key(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Key of(String text) {
    return text.isEmpty() ? EMPTY : new Key(text.getBytes(UTF_8));
  }

  /** Takes over the array, which the caller must not change afterwards. */
  public static Key wrap(byte[] bytes) {
    return new Key(bytes);
  }

  /** The bytes themselves, not a copy: read only. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public boolean startsWith(Key prefix) {
    return bytes.length >= prefix.bytes.length
        && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
  }

  /** The smallest key greater than this one. */
  public Key next() {
    return new Key(Arrays.copyOf(bytes, bytes.length + 1));
  }

  /**
   * The smallest key greater than every key that starts with this one, or null when there is none
   * (the key is empty or all its bytes are 0xff).
   */
  public @Nullable Key afterPrefix() {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] != (byte) 0xff) {
        byte[] successor = Arrays.copyOf(bytes, i + 1);
        successor[i]++;
        return new Key(successor);
      }
    }
    return null;
  }

  @Override
  public int compareTo(Key other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Key other && Arrays.equals(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The key as UTF-8 text; bytes that are not UTF-8 are replaced. */
  @Override
  public String toString() {
    return new String(bytes, UTF_8);
  }
}
