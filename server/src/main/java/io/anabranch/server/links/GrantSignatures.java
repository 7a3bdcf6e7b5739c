package io.anabranch.server.links;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.links.Grant.Place;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Turns grants into tokens and back: base64url of an HMAC-SHA256 and the grant's bytes, where the
 * former covers the link's place too. All servers with the same signing key honour each other's.
 * Safe for use by many threads.
 */
public final class GrantSignatures {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 32;

  /** The first one signs; all are honoured. */
  private final List<SecretKey> keys;

  private final InstantSource clock;

  /**
   * @param signingKeys those that are used are derived from them
   */
  public GrantSignatures(SigningKeys signingKeys, InstantSource clock) {
    this.keys =
        signingKeys.all().stream().map(key -> key.derive(ALGORITHM, "anabranch links v1")).toList();
    this.clock = clock;
  }

  String sign(Grant grant) {
    byte[] bytes = GrantCodec.encode(grant);
    byte[] token =
        ByteBuffer.allocate(MAC_BYTES + bytes.length)
            .put(mac(keys.getFirst(), grant.place(), bytes))
            .put(bytes)
            .array();
    return print(token);
  }

  /**
   * @param place where the token was shown
   * @throws FailureException Forbidden when it was not signed here for that place, or has expired
   */
  Grant verify(Place place, String token) {
    byte[] signed = parse(token);
    byte[] bytes = Arrays.copyOfRange(signed, MAC_BYTES, signed.length);
    byte[] given = Arrays.copyOf(signed, MAC_BYTES);
    if (keys.stream().noneMatch(key -> MessageDigest.isEqual(given, mac(key, place, bytes)))) {
      throw changed();
    }
    Grant grant = GrantCodec.decode(place, bytes);
    if (!clock.instant().isBefore(grant.expiry())) {
      throw new FailureException(
          new Failure.Forbidden(
              "the link expired at " + grant.expiry() + ": ask for a new one where it came from"));
    }
    return grant;
  }

  private static byte[] parse(String token) {
    try {
      byte[] signed = Base64.getUrlDecoder().decode(token);
      // A decoder takes several texts for the same bytes; the link is one text.
      if (signed.length > MAC_BYTES && print(signed).equals(token)) {
        return signed;
      }
    } catch (IllegalArgumentException _) {
      throw changed();
    }
    throw changed();
  }

  private static String print(byte[] signed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** The lengths keep the texts apart. */
  private static byte[] mac(SecretKey key, Place place, byte[] grant) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String text : new String[] {place.repository(), place.name()}) {
        byte[] bytes = text.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return mac.doFinal(grant);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  private static FailureException changed() {
    return new FailureException(
        new Failure.Forbidden(
            "the link is not as this server signed it: it was changed, cut off, or signed with"
                + " another key; ask for a new one where it came from"));
  }
}
