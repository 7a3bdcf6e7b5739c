package io.anabranch.server.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.config.SigningKeys;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the addresses that clients upload to, so that only what was handed out for a path can be
 * linked there, within a day. The signature is part of the object's name: {@code
 * data/<partition>/<xid>,<signature>}, an HMAC-SHA256 in base64url over compact JSON.
 */
final class LinkSignatures {

  static final Duration LIFETIME = Duration.ofHours(24);

  private static final String ALGORITHM = "HmacSHA256";

  /** The first one signs; all are honoured. */
  private final List<SecretKeySpec> keys;

  private final Clock clock;

  LinkSignatures(SigningKeys keys, Clock clock) {
    this.keys =
        keys.all().stream()
            .map(key -> new SecretKeySpec(key.reveal().getBytes(UTF_8), ALGORITHM))
            .toList();
    this.clock = clock;
  }

  /** The address with its signature. */
  String sign(LinkTarget target, String address) {
    String signature =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(signature(keys.getFirst(), target, address));
    return address + "," + signature;
  }

  /** When an address cannot be linked any more; its name begins with its time. */
  Instant expiry(String address) {
    String name = address.substring(address.lastIndexOf('/') + 1);
    String xid = name.substring(0, Math.min(name.length(), Xid.LENGTH));
    return Xid.findTime(xid)
        .orElseThrow(() -> invalid("malformed address: link address invalid"))
        .plus(LIFETIME);
  }

  /**
   * @param signed an address below the storage namespace, with its signature
   * @throws FailureException Invalid when it was not signed here for this target, or a day ago
   */
  void verify(LinkTarget target, String signed) {
    int comma = signed.lastIndexOf(',');
    if (comma < 0) {
      throw invalid("address is not signed: link address invalid");
    }
    String address = signed.substring(0, comma);
    byte[] given = decode(signed.substring(comma + 1));
    if (keys.stream()
        .noneMatch(key -> MessageDigest.isEqual(given, signature(key, target, address)))) {
      throw invalid("invalid address signature: invalid address");
    }
    if (!clock.instant().isBefore(expiry(address))) {
      throw invalid("link address expired");
    }
  }

  private static byte[] decode(String signature) {
    try {
      return Base64.getUrlDecoder().decode(signature);
    } catch (IllegalArgumentException _) {
      throw invalid("malformed address signature: not base64: link address invalid");
    }
  }

  private static byte[] signature(SecretKeySpec key, LinkTarget target, String address) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message(target, address).getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  static String message(LinkTarget target, String address) {
    StringBuilder json = new StringBuilder("{\"Repository\":");
    appendText(json, target.repository());
    appendText(json.append(",\"Branch\":"), target.branch());
    appendText(json.append(",\"Path\":"), target.path());
    appendText(json.append(",\"PhysicalAddress\":"), address);
    return json.append('}').toString();
  }

  /** As Go's encoder writes it, so that addresses signed by the peer with the same key are good. */
  private static void appendText(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> json.append("\\u%04x".formatted((int) c));
        default -> {
          if (c < ' ') {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
