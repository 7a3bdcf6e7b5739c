package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.signature.CredentialScope.Credential;
import java.time.Duration;
import java.time.Instant;

/** Version 4 in the query: a link. */
record V4QuerySignature(V4Claim claim, Duration validity) implements Signature {

  static final String ALGORITHM = "X-Amz-Algorithm";
  static final String SIGNATURE = "X-Amz-Signature";

  private static final long MAX_SECONDS = Duration.ofDays(7).toSeconds();

  static V4QuerySignature parse(SignedParts parts, Query query) {
    if (!required(query, ALGORITHM).equals(V4Claim.ALGORITHM)) {
      throw malformed(ALGORITHM + " must be " + V4Claim.ALGORITHM);
    }
    Credential credential =
        Credential.of(required(query, "X-Amz-Credential"))
            .orElseThrow(
                () ->
                    malformed(
                        "X-Amz-Credential must be"
                            + " <access key id>/<date>/<region>/<service>/aws4_request"));
    RequestTime time =
        RequestTime.ofBasic(required(query, "X-Amz-Date"))
            .orElseThrow(() -> malformed("X-Amz-Date must be like 20261128T235959Z"));
    if (!credential.scope().isOf(time)) {
      throw malformed("The date of X-Amz-Credential must be that of X-Amz-Date");
    }
    var claim =
        new V4Claim(
            credential,
            V4Claim.signedHeaders(
                required(query, "X-Amz-SignedHeaders"), S3Error.AUTHORIZATION_QUERY_MALFORMED),
            required(query, SIGNATURE),
            time,
            payloadHash(parts, query),
            query.canonicalWithout(SIGNATURE));
    claim.requireCoverOf(parts);
    return new V4QuerySignature(claim, validity(required(query, "X-Amz-Expires")));
  }

  /** In the query, else in the header that is sent with the link; links seldom say anything. */
  private static String payloadHash(SignedParts parts, Query query) {
    return query
        .single("X-Amz-Content-Sha256", () -> malformed("X-Amz-Content-Sha256 is there twice"))
        .or(() -> parts.single(V4Claim.CONTENT_SHA256))
        .orElse(Payloads.UNSIGNED);
  }

  private static Duration validity(String text) {
    try {
      long seconds = Long.parseLong(text);
      if (seconds >= 1 && seconds <= MAX_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is out of range.
    }
    throw malformed("X-Amz-Expires must be seconds from 1 to " + MAX_SECONDS);
  }

  private static String required(Query query, String name) {
    return query
        .single(name, () -> malformed(name + " is there twice"))
        .orElseThrow(() -> malformed(name + " is missing"));
  }

  private static S3Exception malformed(String why) {
    return S3Error.AUTHORIZATION_QUERY_MALFORMED.exception(
        S3Error.AUTHORIZATION_QUERY_MALFORMED.text() + ": " + why);
  }

  @Override
  public String accessKeyId() {
    return claim.credential().accessKeyId();
  }

  @Override
  public Payload verify(SignedParts parts, String secret, Instant now) {
    if (claim.time().isAheadOf(now)) {
      throw S3Error.ACCESS_DENIED.exception("The request is not valid yet");
    }
    if (now.isAfter(claim.time().instant().plus(validity))) {
      throw S3Error.EXPIRED.exception();
    }
    return claim.verify(parts, secret);
  }
}
