package io.anabranch.server.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.config.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells a receiver that a body comes from whoever knows the secret. */
final class Signature {

  static final String HEADER = "X-Anabranch-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  static String of(String body, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), ALGORITHM));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java runtime lacks " + ALGORITHM, e);
    }
  }
}
