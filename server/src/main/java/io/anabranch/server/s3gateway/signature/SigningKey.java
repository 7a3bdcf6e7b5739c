package io.anabranch.server.s3gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of version 4: the secret for one day, region and service. To derive one takes four hashes
 * with keys, so those in use are remembered, a bounded number of them for an hour. It prints
 * nothing of itself, nor does what it is remembered by.
 */
final class SigningKey {

  private static final String ALGORITHM = "HmacSHA256";

  private static final Cache<Origin, SigningKey> KEYS =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofHours(1)).build();

  private final SecretKeySpec key;

  private SigningKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  private record Origin(String secret, CredentialScope scope) {

    SigningKey derive() {
      byte[] key = ("AWS4" + secret).getBytes(UTF_8);
      for (String part : scope.toString().split("/", -1)) {
        key = Digests.hmac(new SecretKeySpec(key, ALGORITHM), part);
      }
      return new SigningKey(key);
    }

    @Override
    public String toString() {
      return "a signing key for " + scope;
    }
  }

  static SigningKey of(String secret, CredentialScope scope) {
    return KEYS.get(new Origin(secret, scope), Origin::derive);
  }

  /** The signature of a text, in lower-case hex. */
  String sign(String text) {
    return Digests.hex(Digests.hmac(key, text));
  }
}
