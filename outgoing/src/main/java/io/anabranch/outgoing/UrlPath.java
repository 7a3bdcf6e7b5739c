package io.anabranch.outgoing;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Names with slashes in them, and how a URL writes them: in UTF-8, percent-encoded. */
public final class UrlPath {

  private UrlPath() {}

  /** The form in a URL; slashes stay as they are. */
  public static String encode(String plain) {
    return URLEncoder.encode(plain, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  /**
   * The name that stands in a URL. Characters that should have been encoded stand for themselves.
   *
   * @return empty when no name is written so: bytes that are no UTF-8, an encoded slash, a query
   */
  public static Optional<String> decode(String encoded) {
    if (encoded.toUpperCase(Locale.ROOT).contains("%2F")
        || encoded.indexOf('?') >= 0
        || encoded.indexOf('#') >= 0) {
      return Optional.empty();
    }
    try {
      String plain = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
      return Optional.of(plain).filter(text -> text.indexOf('\uFFFD') < 0);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
