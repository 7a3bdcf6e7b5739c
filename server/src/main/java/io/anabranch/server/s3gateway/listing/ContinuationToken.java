package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.s3gateway.protocol.PercentEncoding;
import io.anabranch.server.s3gateway.protocol.Xml;

/**
 * Where a list goes on: the last key, as clients of the field know it. A token is never encoded in
 * the answer, so that a key which XML cannot carry is written as in URLs, behind a slash, with
 * which no key begins.
 */
final class ContinuationToken {

  private static final String ENCODED = "/";

  private ContinuationToken() {}

  static String of(String key) {
    return Xml.canCarry(key) ? key : ENCODED + PercentEncoding.encode(key, true);
  }

  static String key(String token) {
    return token.startsWith(ENCODED) ? PercentEncoding.decode(token.substring(1)) : token;
  }
}
