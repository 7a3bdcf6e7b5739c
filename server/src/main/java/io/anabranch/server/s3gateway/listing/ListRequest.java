package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.PercentEncoding;
import io.anabranch.server.s3gateway.protocol.Query;

/**
 * Which keys are asked for.
 *
 * @param after only what comes after this key; empty for all
 * @param most keys and common prefixes, 0 to 1,000
 * @param encoded whether keys are to be written as in URLs
 */
record ListRequest(String prefix, String delimiter, String after, int most, boolean encoded) {

  private static final int MOST = 1_000;

  static ListRequest of(Call call, String after) {
    Query query = call.query();
    return new ListRequest(
        query.get("prefix"),
        query.get("delimiter"),
        after,
        query.count("max-keys", MOST),
        isEncoded(query));
  }

  static boolean isEncoded(Query query) {
    String type = query.get("encoding-type");
    if (!type.isEmpty() && !type.equals("url")) {
      throw S3Error.INVALID_ARGUMENT.exception("encoding-type can be url, not '" + type + "'");
    }
    return !type.isEmpty();
  }

  /** Whether the refs themselves are listed, and not what one of them holds. */
  boolean isOfRefs() {
    return prefix.indexOf('/') < 0;
  }

  /** Of one that is not {@link #isOfRefs}. */
  String ref() {
    return prefix.substring(0, prefix.indexOf('/'));
  }

  /** Of the paths. */
  String pathPrefix() {
    return prefix.substring(prefix.indexOf('/') + 1);
  }

  /** A key as the answer has it. */
  String text(String key) {
    return encoded ? PercentEncoding.encode(key, true) : key;
  }
}
