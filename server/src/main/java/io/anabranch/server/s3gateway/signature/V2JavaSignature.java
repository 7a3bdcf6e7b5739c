package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * Version 2 of Amazon's other services, which its SDK for Java can be told to use with S3, too: all
 * of the query is signed with SHA-256. The method that it signs is always POST, whatever is sent,
 * and so the signature is good for a request with another method: for as long as clocks may be
 * apart, which is why it needs a Timestamp.
 */
record V2JavaSignature(V2Claim claim, Query query, RequestTime time) implements Signature {

  /** They say nothing of what is to be done. */
  private static final Set<String> HARMLESS =
      Set.of("x-amz-date", "x-amz-content-sha256", "x-amz-user-agent", "x-amz-security-token");

  static final String VERSION = "SignatureVersion";

  static V2JavaSignature parse(Query query) {
    if (!V2QuerySignature.required(query, VERSION).equals("2")
        || !V2QuerySignature.required(query, "SignatureMethod").equals("HmacSHA256")) {
      throw V2QuerySignature.malformed("SignatureVersion must be 2 and SignatureMethod HmacSHA256");
    }
    return new V2JavaSignature(V2QuerySignature.claim(query), query, timestamp(query));
  }

  private static RequestTime timestamp(Query query) {
    String text =
        query
            .single("Timestamp", () -> V2QuerySignature.malformed("Timestamp is there twice"))
            .orElseThrow(S3Error.MISSING_DATE::exception);
    try {
      return RequestTime.of(Instant.parse(text));
    } catch (DateTimeException e) {
      throw V2QuerySignature.malformed("Timestamp must be like 2026-11-28T23:59:59.000Z");
    }
  }

  @Override
  public String accessKeyId() {
    return claim.accessKeyId();
  }

  @Override
  public Payload verify(SignedParts parts, String secret, Instant now) {
    time.requireNear(now);
    refuseUnsignedHeaders(parts);
    String text =
        String.join(
            "\n",
            "POST",
            parts.joined("host").toLowerCase(Locale.ROOT),
            V2Resource.path(parts),
            query.canonicalWithout(V2QuerySignature.SIGNATURE));
    return claim.verify(parts, text, secret, "HmacSHA256");
  }

  /** It signs none: whoever holds such a URL could add one that has something else done. */
  private static void refuseUnsignedHeaders(SignedParts parts) {
    boolean added =
        parts.headerNames().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.startsWith("x-amz-") && !HARMLESS.contains(name));
    if (added) {
      throw S3Error.ACCESS_DENIED.exception(
          "This form of signature covers no header x-amz-…: send none, or sign with version 4");
    }
  }
}
