package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.signature.CredentialScope.Credential;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Version 4 in the header Authorization. */
record V4HeaderSignature(V4Claim claim) implements Signature {

  private static final Set<String> FIELDS = Set.of("Credential", "SignedHeaders", "Signature");

  static V4HeaderSignature parse(SignedParts parts, String header) {
    int space = header.indexOf(' ');
    if (space < 0 || !header.substring(0, space).equals(V4Claim.ALGORITHM)) {
      throw malformed("The only algorithm of version 4 is " + V4Claim.ALGORITHM);
    }
    Map<String, String> fields = fields(header.substring(space + 1));
    Credential credential =
        Credential.of(field(fields, "Credential"))
            .orElseThrow(
                () ->
                    malformed(
                        "The Credential must be"
                            + " <access key id>/<date>/<region>/<service>/aws4_request"));
    RequestTime time = RequestTime.ofHeaders(parts);
    if (!credential.scope().isOf(time)) {
      throw malformed("The date of the Credential must be that of the request");
    }
    var claim =
        new V4Claim(
            credential,
            V4Claim.signedHeaders(
                field(fields, "SignedHeaders"), S3Error.AUTHORIZATION_HEADER_MALFORMED),
            field(fields, "Signature"),
            time,
            parts
                .single(V4Claim.CONTENT_SHA256)
                .orElseThrow(
                    () ->
                        S3Error.INVALID_REQUEST.exception(
                            "A signed request needs the header " + V4Claim.CONTENT_SHA256)),
            Query.of(parts.rawQuery()).canonical());
    claim.requireCoverOf(parts);
    return new V4HeaderSignature(claim);
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String each : text.split(",", -1)) {
      int equals = each.indexOf('=');
      String name = each.substring(0, Math.max(equals, 0)).strip();
      if (!FIELDS.contains(name) || fields.put(name, each.substring(equals + 1).strip()) != null) {
        throw malformed("It must have Credential, SignedHeaders and Signature, each once");
      }
    }
    return fields;
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw malformed("It has no " + name);
    }
    return value;
  }

  private static S3Exception malformed(String why) {
    return S3Error.AUTHORIZATION_HEADER_MALFORMED.exception(
        S3Error.AUTHORIZATION_HEADER_MALFORMED.text() + ": " + why);
  }

  @Override
  public String accessKeyId() {
    return claim.credential().accessKeyId();
  }

  @Override
  public Payload verify(SignedParts parts, String secret, Instant now) {
    claim.time().requireNear(now);
    return claim.verify(parts, secret);
  }
}
