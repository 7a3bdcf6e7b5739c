package io.anabranch.server.s3gateway.signature;

import java.util.List;

/** The text that version 4 makes of a request. */
final class CanonicalRequest {

  private CanonicalRequest() {}

  /**
   * The text.
   *
   * @param query in its canonical form
   * @param signedHeaders lower-case names in the order of the signature
   */
  static String of(
      SignedParts parts, String query, List<String> signedHeaders, String payloadHash) {
    var text = new StringBuilder(512);
    text.append(parts.method()).append('\n');
    text.append(UriEncoding.path(parts.rawPath())).append('\n');
    text.append(query).append('\n');
    for (String name : signedHeaders) {
      text.append(name).append(':');
      appendCollapsed(text, parts.joined(name));
      text.append('\n');
    }
    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
    return text.append(payloadHash).toString();
  }

  /** With one space where there are several. */
  private static void appendCollapsed(StringBuilder text, String value) {
    boolean space = false;
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      boolean isSpace = each == ' ' || (each >= '\t' && each <= '\r');
      if (!isSpace) {
        text.append(each);
      } else if (!space) {
        text.append(' ');
      }
      space = isSpace;
    }
  }
}
