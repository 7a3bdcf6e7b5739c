package io.anabranch.versioning.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 over a stream of typed elements: what entries and commits are compared by. Each element
 * is a type byte and a payload, lengths and counts being int64 elements themselves; see
 * docs/formats/trees.md. Not for use by many threads, and for one digest only.
 */
public final class IdentityHash {

  private static final byte BYTES = 0;
  private static final byte STRING = 1;
  private static final byte INT64 = 2;
  private static final byte STRINGS = 3;
  private static final byte STRING_MAP = 4;
  private static final byte EMBEDDED = 5;

  private byte[] buffer = new byte[256];
  private int length;

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public IdentityHash bytes(byte[] value) {
    return raw(BYTES, value);
  }

  public IdentityHash string(String value) {
    return raw(STRING, value.getBytes(UTF_8));
  }

  public IdentityHash int64(long value) {
    reserve(10);
    buffer[length++] = INT64;
    buffer[length++] = Long.BYTES;
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  public IdentityHash strings(List<String> values) {
    type(STRINGS).int64(values.size());
    values.forEach(this::string);
    return this;
  }

  /** The map's own order does not matter: keys are taken in the order of their UTF-8 bytes. */
  public IdentityHash map(Map<String, String> values) {
    type(STRING_MAP).int64(values.size());
    if (values.isEmpty()) {
      return this;
    }
    TreeMap<byte[], String> sorted = new TreeMap<>(Arrays::compareUnsigned);
    values.forEach((key, value) -> sorted.put(key.getBytes(UTF_8), value));
    sorted.forEach((key, value) -> raw(STRING, key).string(value));
    return this;
  }

  /** The digest of something that has an identity of its own. */
  public IdentityHash embedded(byte[] digest) {
    return type(EMBEDDED).bytes(digest);
  }

  public byte[] digest() {
    MessageDigest sha256 = sha256();
    sha256.update(buffer, 0, length);
    return sha256.digest();
  }

  /** The elements given so far, unhashed. */
  public byte[] elements() {
    return Arrays.copyOf(buffer, length);
  }

  private IdentityHash raw(byte type, byte[] value) {
    type(type).int64(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
    return this;
  }

  private IdentityHash type(byte type) {
    reserve(1);
    buffer[length++] = type;
    return this;
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
