package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import java.time.Instant;
import java.util.List;

/** The signature of a request, as it claims to be: nothing is proved before it is verified. */
public sealed interface Signature
    permits V4HeaderSignature,
        V4QuerySignature,
        V2HeaderSignature,
        V2QuerySignature,
        V2JavaSignature {

  /**
   * Whether a request claims to be signed for S3, rightly or not. Cheap, and it never throws. A
   * Basic or Bearer Authorization wins over what the query has: then it is none.
   */
  static boolean isClaimed(SignedParts parts) {
    return isClaimed(parts.values("authorization"), parts.rawQuery());
  }

  /**
   * As above, for whoever has taken no more of the request.
   *
   * @param authorization the values of the header of that name
   */
  static boolean isClaimed(List<String> authorization, String rawQuery) {
    return authorization.stream().anyMatch(Signature::isOfS3)
        || (authorization.stream().noneMatch(Signature::isOfOthers) && isClaimedBy(rawQuery));
  }

  /**
   * What a request says of its signature.
   *
   * @throws S3Exception if it cannot be read: {@code MISSING_DATE}, {@code
   *     AUTHORIZATION_HEADER_MALFORMED}, {@code AUTHORIZATION_QUERY_MALFORMED}, {@code
   *     ACCESS_DENIED} if it leaves out a header that it must cover, {@code INVALID_REQUEST},
   *     {@code INVALID_ARGUMENT}
   */
  static Signature parse(SignedParts parts) {
    List<String> authorization = parts.values("authorization");
    if (authorization.stream().noneMatch(Signature::isOfS3)) {
      return parseQuery(parts, Query.of(parts.rawQuery()));
    }
    if (authorization.size() > 1 || isClaimedBy(parts.rawQuery())) {
      throw S3Error.INVALID_ARGUMENT.exception(
          "A request is signed once: in one header Authorization, or in its query");
    }
    String header = authorization.getFirst().strip();
    return header.startsWith(V2HeaderSignature.SCHEME)
        ? V2HeaderSignature.parse(parts, header)
        : V4HeaderSignature.parse(parts, header);
  }

  /** Whose key it claims to be made with. */
  String accessKeyId();

  /**
   * Whether the secret made it of this request. The clock is looked at first, as S3 does: that
   * needs no secret and tells nothing that the request does not say, and a client whose clock is
   * wrong hears so. Signatures are compared in constant time.
   *
   * @param parts that it was parsed from
   * @param secret of the access key
   * @return how the body is to be read
   * @throws S3Exception {@code REQUEST_TIME_TOO_SKEWED}; {@code EXPIRED}, or {@code ACCESS_DENIED}
   *     if a link is not valid yet; {@code SIGNATURE_MISMATCH}
   */
  Payload verify(SignedParts parts, String secret, Instant now);

  private static Signature parseQuery(SignedParts parts, Query query) {
    if (query.has(V4QuerySignature.ALGORITHM) || query.has(V4QuerySignature.SIGNATURE)) {
      return V4QuerySignature.parse(parts, query);
    }
    return query.has(V2JavaSignature.VERSION)
        ? V2JavaSignature.parse(query)
        : V2QuerySignature.parse(query);
  }

  private static boolean isOfS3(String authorization) {
    String value = authorization.strip();
    return value.startsWith("AWS4-") || value.startsWith(V2HeaderSignature.SCHEME);
  }

  private static boolean isOfOthers(String authorization) {
    String value = authorization.strip();
    return value.regionMatches(true, 0, "Basic", 0, 5)
        || value.regionMatches(true, 0, "Bearer", 0, 6);
  }

  private static boolean isClaimedBy(String rawQuery) {
    return has(rawQuery, V4QuerySignature.ALGORITHM)
        || has(rawQuery, V4QuerySignature.SIGNATURE)
        || (has(rawQuery, V2QuerySignature.ACCESS_KEY_ID)
            && has(rawQuery, V2QuerySignature.SIGNATURE));
  }

  private static boolean has(String rawQuery, String name) {
    for (int at = rawQuery.indexOf(name); at >= 0; at = rawQuery.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || rawQuery.charAt(at - 1) == '&')
          && (end == rawQuery.length() || rawQuery.charAt(end) == '=')) {
        return true;
      }
    }
    return false;
  }
}
