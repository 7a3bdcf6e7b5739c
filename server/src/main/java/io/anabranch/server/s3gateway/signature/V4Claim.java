package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.signature.CredentialScope.Credential;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What both forms of version 4 say.
 *
 * @param signedHeaders lower-case names in the order of the signature
 * @param payloadHash what is said of the body
 * @param query in its canonical form, without the signature
 */
record V4Claim(
    Credential credential,
    List<String> signedHeaders,
    String signature,
    RequestTime time,
    String payloadHash,
    String query) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  static final String CONTENT_SHA256 = "x-amz-content-sha256";

  /**
   * The names of a list like {@code host;x-amz-date}.
   *
   * @param malformed to be thrown, with what is wrong as its text
   */
  static List<String> signedHeaders(String text, S3Error malformed) {
    List<String> names = List.of(text.split(";", -1));
    Set<String> distinct = new HashSet<>(names);
    if (distinct.size() < names.size() || names.stream().anyMatch(V4Claim::isNoName)) {
      throw malformed.exception("SignedHeaders must be names in lower case, each once");
    }
    if (!distinct.contains("host")) {
      throw S3Error.ACCESS_DENIED.exception("The header host must be signed");
    }
    return names;
  }

  private static boolean isNoName(String name) {
    return name.isBlank() || !name.equals(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Refuses a request with headers of S3 that are not signed: whoever holds a signed link could add
   * them. What is said of the body is exempt where the signature covers it as such.
   */
  void requireCoverOf(SignedParts parts) {
    for (String each : parts.headerNames()) {
      String name = each.toLowerCase(Locale.ROOT);
      if (name.startsWith("x-amz-")
          && !signedHeaders.contains(name)
          && !isPayloadHash(parts, name)) {
        throw S3Error.ACCESS_DENIED.exception(
            "There were headers in the request that were not signed: " + name);
      }
    }
  }

  private boolean isPayloadHash(SignedParts parts, String name) {
    return name.equals(CONTENT_SHA256) && parts.values(name).equals(List.of(payloadHash));
  }

  Payload verify(SignedParts parts, String secret) {
    String scope = credential.scope().toString();
    SigningKey key = SigningKey.of(secret, credential.scope());
    String request = CanonicalRequest.of(parts, query, signedHeaders, payloadHash);
    String text = String.join("\n", ALGORITHM, time.basic(), scope, Digests.sha256Hex(request));
    String expected = key.sign(text);
    if (!Digests.areEqual(expected, signature)) {
      throw S3Error.SIGNATURE_MISMATCH.exception();
    }
    return Payloads.of(parts, payloadHash, new ChunkSignatures(key, time.basic(), scope, expected));
  }
}
