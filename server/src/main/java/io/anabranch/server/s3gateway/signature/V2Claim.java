package io.anabranch.server.s3gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all forms of version 2 say.
 *
 * @param signature in base64, as it was sent
 */
record V2Claim(String accessKeyId, String signature) {

  /**
   * Compares with the signature of a text.
   *
   * @param algorithm as {@link javax.crypto} names it
   */
  Payload verify(SignedParts parts, String text, String secret, String algorithm) {
    var key = new SecretKeySpec(secret.getBytes(UTF_8), algorithm);
    String expected = Base64.getEncoder().encodeToString(Digests.hmac(key, text));
    if (!Digests.areEqual(expected, signature)) {
      throw S3Error.SIGNATURE_MISMATCH.exception();
    }
    return Payloads.unsigned(parts);
  }
}
