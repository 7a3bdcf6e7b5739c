package io.anabranch.blockstore.gs;

import java.util.Base64;

/** How the store is asked to encrypt what is written. */
public sealed interface GsEncryption {

  /** As the bucket says. */
  record BucketDefault() implements GsEncryption {}

  /**
   * With a key that the store manages.
   *
   * @param keyName such as {@code projects/p/locations/l/keyRings/r/cryptoKeys/k}
   */
  record Managed(String keyName) implements GsEncryption {}

  /**
   * With a key that comes with every request, and that the store does not keep. Objects that were
   * written without it, or with another one, cannot be read.
   *
   * @param keyBase64 an AES key of 32 bytes
   */
  record Supplied(String keyBase64) implements GsEncryption {

    private static final int KEY_BYTES = 32;

    public Supplied {
      if (Base64.getDecoder().decode(keyBase64).length != KEY_BYTES) {
        throw new IllegalArgumentException("the key is not of " + KEY_BYTES + " bytes");
      }
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Supplied[]";
    }
  }
}
