package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.time.Instant;

/**
 * Version 2 in the query: a link.
 *
 * @param expires seconds since 1970, as they were sent
 */
record V2QuerySignature(V2Claim claim, Query query, String expires) implements Signature {

  static final String ACCESS_KEY_ID = "AWSAccessKeyId";
  static final String SIGNATURE = "Signature";

  static V2QuerySignature parse(Query query) {
    String expires = required(query, "Expires");
    if (!expires.matches("[0-9]{1,12}")) {
      throw malformed("Expires must be seconds since 1970");
    }
    return new V2QuerySignature(claim(query), query, expires);
  }

  static V2Claim claim(Query query) {
    // Some clients do not escape its '+', which a query reads as a space.
    String signature = required(query, SIGNATURE).replace(' ', '+');
    return new V2Claim(required(query, ACCESS_KEY_ID), signature);
  }

  static String required(Query query, String name) {
    return query
        .single(name, () -> malformed(name + " is there twice"))
        .orElseThrow(
            () ->
                S3Error.ACCESS_DENIED.exception(
                    "A link that is signed needs " + name + " in its query"));
  }

  static S3Exception malformed(String why) {
    return S3Error.AUTHORIZATION_QUERY_MALFORMED.exception(
        S3Error.AUTHORIZATION_QUERY_MALFORMED.text() + ": " + why);
  }

  @Override
  public String accessKeyId() {
    return claim.accessKeyId();
  }

  @Override
  public Payload verify(SignedParts parts, String secret, Instant now) {
    if (now.isAfter(Instant.ofEpochSecond(Long.parseLong(expires)))) {
      throw S3Error.EXPIRED.exception();
    }
    return claim.verify(parts, V2Resource.text(parts, query, expires), secret, "HmacSHA1");
  }
}
