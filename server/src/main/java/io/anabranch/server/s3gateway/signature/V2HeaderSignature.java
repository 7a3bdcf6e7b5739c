package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.time.Instant;

/** Version 2 in the header Authorization: {@code AWS <access key id>:<signature>}. */
record V2HeaderSignature(V2Claim claim, RequestTime time) implements Signature {

  static final String SCHEME = "AWS ";

  static V2HeaderSignature parse(SignedParts parts, String header) {
    String[] fields = header.substring(SCHEME.length()).strip().split(":", -1);
    if (fields.length != 2 || fields[0].isBlank() || fields[1].isBlank()) {
      throw S3Error.AUTHORIZATION_HEADER_MALFORMED.exception(
          "Authorization must be: AWS <access key id>:<signature>");
    }
    return new V2HeaderSignature(new V2Claim(fields[0], fields[1]), RequestTime.ofHeaders(parts));
  }

  @Override
  public String accessKeyId() {
    return claim.accessKeyId();
  }

  @Override
  public Payload verify(SignedParts parts, String secret, Instant now) {
    time.requireNear(now);
    // X-Amz-Date is signed with the other headers of S3, and Date is not looked at then.
    String date = parts.values("x-amz-date").isEmpty() ? parts.joined("date") : "";
    String text = V2Resource.text(parts, Query.of(parts.rawQuery()), date);
    return claim.verify(parts, text, secret, "HmacSHA1");
  }
}
