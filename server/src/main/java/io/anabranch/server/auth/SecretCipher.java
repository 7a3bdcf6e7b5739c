package io.anabranch.server.auth;

import io.anabranch.server.config.SecretBox;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts secret keys for the database. They must come back in the clear, because request
 * signatures are computed with them, so they cannot be hashed. Each is sealed under its access key
 * id, with a key derived from the newest of {@code auth.encrypt}; what earlier ones sealed is read.
 * Safe for use by many threads.
 */
public final class SecretCipher {

  /** The newest first. */
  private final List<SecretBox> boxes;

  public SecretCipher(SigningKeys keys) {
    this.boxes =
        keys.all().stream()
            .map(secret -> new SecretBox(secret, "anabranch credentials v1"))
            .toList();
  }

  public byte[] encrypt(String accessKeyId, String secret) {
    return boxes.getFirst().seal(accessKeyId, secret);
  }

  /**
   * The same under the newest key; empty when it is under that already.
   *
   * @throws FailureException Corrupt as {@link #decrypt}
   */
  public Optional<byte[]> renew(String accessKeyId, byte[] stored) {
    return boxes.getFirst().open(accessKeyId, stored).isPresent()
        ? Optional.empty()
        : Optional.of(encrypt(accessKeyId, decrypt(accessKeyId, stored)));
  }

  /**
   * @throws FailureException Corrupt when the row was encrypted with none of the keys for this id
   */
  public String decrypt(String accessKeyId, byte[] stored) {
    return boxes.stream()
        .flatMap(box -> box.open(accessKeyId, stored).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Corrupt(
                        "the secret of access key "
                            + accessKeyId
                            + " cannot be decrypted: was auth.encrypt.secret_key changed? Then name the"
                            + " former one in auth.encrypt.previous_secret_keys")));
  }
}
