package io.anabranch.benchmarks.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs texts as version 4 of S3's signatures has it, as of one moment: so cheaply that the client
 * can do it for every request. Not for several threads at once.
 */
final class SigningKey {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String time;
  private final String credential;
  private final byte[] prefix;
  private final Mac mac;
  private final MessageDigest digest;

  private SigningKey(String accessKey, String secret, String time) throws GeneralSecurityException {
    String date = time.substring(0, 8);
    String scope = date + "/us-east-1/s3/aws4_request";
    byte[] key = ("AWS4" + secret).getBytes(ISO_8859_1);
    for (String part : scope.split("/", -1)) {
      key = mac(key).doFinal(part.getBytes(ISO_8859_1));
    }
    this.time = time;
    this.credential = accessKey + "/" + scope;
    this.prefix = String.join("\n", ALGORITHM, time, scope, "").getBytes(ISO_8859_1);
    this.mac = mac(key);
    this.digest = MessageDigest.getInstance("SHA-256");
  }

  static SigningKey of(Keys keys, Instant now) {
    try {
      return new SigningKey(keys.accessKey(), keys.secret(), TIME.format(now));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC with SHA-256", e);
    }
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
    return mac;
  }

  /** As {@code x-amz-date} has it. */
  String time() {
    return time;
  }

  /** The header Authorization up to the signature. */
  String authorization(String signedHeaders) {
    return "%s Credential=%s, SignedHeaders=%s, Signature="
        .formatted(ALGORITHM, credential, signedHeaders);
  }

  /** In hex. */
  String sign(ByteBuffer canonicalRequest) {
    digest.update(canonicalRequest);
    mac.update(prefix);
    mac.update(hex(digest.digest()).getBytes(ISO_8859_1));
    return hex(mac.doFinal());
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
