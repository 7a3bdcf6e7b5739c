package io.anabranch.server.s3gateway.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A cryptographic hash. */
final class RunningDigest implements RunningChecksum {

  private final MessageDigest digest;

  RunningDigest(String algorithm) {
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }

  @Override
  public void update(byte[] data, int offset, int length) {
    digest.update(data, offset, length);
  }

  @Override
  public byte[] value() {
    return digest.digest();
  }
}
