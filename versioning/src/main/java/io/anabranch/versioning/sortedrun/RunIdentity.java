package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.format.IdentityHash;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/** The id of a run: a hash of its records in order and of its user properties. */
final class RunIdentity {

  private static final byte END = '|';
  private static final int MAX_DIGITS = 10;

  private final MessageDigest sha256 = IdentityHash.sha256();
  private final byte[] scratch = new byte[MAX_DIGITS + 1];

  void add(byte[] key, int keyLength, byte[] value, int valueOffset, int valueLength) {
    addPart(key, 0, keyLength);
    addPart(value, valueOffset, valueLength);
  }

  /** The id; the next record begins another run. */
  String finish(Map<String, String> properties) {
    return HexFormat.of().formatHex(sha256.digest(new IdentityHash().map(properties).elements()));
  }

  private void addPart(byte[] source, int offset, int length) {
    int at = MAX_DIGITS;
    int rest = length;
    do {
      scratch[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    sha256.update(scratch, at, MAX_DIGITS - at);
    sha256.update(source, offset, length);
    sha256.update(END);
  }
}
