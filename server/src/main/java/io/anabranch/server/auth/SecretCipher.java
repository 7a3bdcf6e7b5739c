package io.anabranch.server.auth;

import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SecretBox;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;

/**
 * Encrypts secret keys for the database. They must come back in the clear, because request
 * signatures are computed with them, so they cannot be hashed. Each is sealed under its access key
 * id, with a key derived from {@code auth.encrypt.secret_key}. Safe for use by many threads.
 */
public final class SecretCipher {

  private final SecretBox box;

  public SecretCipher(Secret encryptionSecret) {
    this.box = new SecretBox(encryptionSecret, "anabranch credentials v1");
  }

  public byte[] encrypt(String accessKeyId, String secret) {
    return box.seal(accessKeyId, secret);
  }

  /**
   * @throws FailureException Corrupt when the row was not encrypted with this key for this id
   */
  public String decrypt(String accessKeyId, byte[] stored) {
    return box.open(accessKeyId, stored)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Corrupt(
                        "the secret of access key "
                            + accessKeyId
                            + " cannot be decrypted: was auth.encrypt.secret_key changed?")));
  }
}
