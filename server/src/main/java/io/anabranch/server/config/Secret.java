package io.anabranch.server.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/** A text that must not be printed. Whoever needs the text asks for it by name. */
public final class Secret {

  static final String MASK = "********";

  private static final int KEY_BYTES = 32;

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The text itself: hand it to what needs it, never to a log, a message or a response. */
  public String reveal() {
    return text;
  }

  /**
   * A key of 32 bytes for one purpose, HKDF-SHA256 of the text: it tells nothing of the text, nor
   * of the keys for other purposes.
   *
   * @param algorithm that the key is for, as {@link javax.crypto} names it
   */
  public SecretKey derive(String algorithm, String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(text.getBytes(StandardCharsets.UTF_8))
                  .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime lacks HKDF-SHA256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
