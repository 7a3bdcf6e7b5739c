package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.format.IdentityHash;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

/**
 * The id of a run: a hash of its records in order and of its user properties. Records are gathered
 * before they are hashed, since a call of the hash costs more than the few bytes of a part do.
 */
final class RunIdentity {

  private static final byte END = '|';
  private static final int MAX_DIGITS = 10;
  private static final int GATHERED_BYTES = 1 << 13;

  private final MessageDigest sha256 = IdentityHash.sha256();
  private final byte[] gathered = new byte[GATHERED_BYTES];
  private int length;

  void add(byte[] key, int keyLength, byte[] value, int valueOffset, int valueLength) {
    addPart(key, 0, keyLength);
    addPart(value, valueOffset, valueLength);
  }

  /** The id; the next record begins another run. */
  String finish(Map<String, String> properties) {
    hashGathered();
    return HexFormat.of().formatHex(sha256.digest(new IdentityHash().map(properties).elements()));
  }

  private void addPart(byte[] source, int offset, int partLength) {
    if (gathered.length - length <= MAX_DIGITS + partLength) {
      hashGathered();
    }
    addDecimal(partLength);
    if (gathered.length - length <= partLength) {
      hashGathered();
      sha256.update(source, offset, partLength);
    } else {
      System.arraycopy(source, offset, gathered, length, partLength);
      length += partLength;
    }
    gathered[length++] = END;
  }

  private void addDecimal(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      gathered[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void hashGathered() {
    sha256.update(gathered, 0, length);
    length = 0;
  }
}
