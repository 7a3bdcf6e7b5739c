package io.anabranch.server.auth;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * An access key id and its secret.
 *
 * @param id shown freely
 * @param secret shown once, when the key is made
 */
public record AccessKey(String id, String secret) {

  private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_BYTES = 30;

  /** A fresh key in the form that clients of the field know: AKIAJ…Q and 40 characters. */
  public static AccessKey random(SecureRandom random) {
    var id = new StringBuilder("AKIAJ");
    for (int i = 0; i < 14; i++) {
      id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new AccessKey(id.append('Q').toString(), Base64.getEncoder().encodeToString(secret));
  }

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", secret=***]";
  }
}
