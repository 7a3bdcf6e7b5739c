package io.anabranch.blockstore.azure;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids of uploads: 128 random bits, in characters that blocks' and blobs' names may hold. */
final class UploadId {

  static final String FORM = "[A-Za-z0-9_-]{22}";

  private static final SecureRandom RANDOM = new SecureRandom();

  private UploadId() {}

  static String next() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
