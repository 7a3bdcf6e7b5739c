package io.anabranch.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.config.Secret;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts secret keys for the database. They must come back in the clear, because request
 * signatures are computed with them, so they cannot be hashed.
 *
 * <p>Stored form: a 12-byte nonce, then AES-256-GCM of the UTF-8 secret with the access key id as
 * associated data, so that a row cannot be moved under another id. The key is HKDF-SHA256 of {@code
 * auth.encrypt.secret_key}. Safe for use by many threads.
 */
public final class SecretCipher {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  public SecretCipher(Secret encryptionSecret) {
    this.key = encryptionSecret.derive("AES", "anabranch credentials v1");
  }

  public byte[] encrypt(String accessKeyId, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, accessKeyId, nonce, secret.getBytes(UTF_8));
    return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
  }

  /**
   * @throws FailureException Corrupt when the row was not encrypted with this key for this id
   */
  public String decrypt(String accessKeyId, byte[] stored) {
    if (stored.length < NONCE_BYTES) {
      throw unreadable(accessKeyId, null);
    }
    byte[] nonce = Arrays.copyOf(stored, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(stored, NONCE_BYTES, stored.length);
    return new String(run(Cipher.DECRYPT_MODE, accessKeyId, nonce, sealed), UTF_8);
  }

  private byte[] run(int mode, String accessKeyId, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(accessKeyId.getBytes(UTF_8));
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      throw unreadable(accessKeyId, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime lacks AES-GCM", e);
    }
  }

  private static FailureException unreadable(String accessKeyId, @Nullable Throwable cause) {
    return new FailureException(
        new Failure.Corrupt(
            "the secret of access key "
                + accessKeyId
                + " cannot be decrypted: was auth.encrypt.secret_key changed?"),
        cause);
  }
}
