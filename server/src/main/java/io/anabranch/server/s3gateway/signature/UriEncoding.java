package io.anabranch.server.s3gateway.signature;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The one spelling of a URI that signatures are made of: every byte but the unreserved characters
 * (A-Z a-z 0-9 - . _ ~) is written %XX. Clients differ in what they send, so what they sent is
 * decoded and encoded again, byte by byte. It never fails: a '%' that begins no escape is a '%'.
 */
final class UriEncoding {

  private static final String HEX = "0123456789ABCDEF";

  private UriEncoding() {}

  /** A path: its slashes stay, escaped ones become slashes, nothing is resolved or merged. */
  static String path(String raw) {
    return canonical(raw, true);
  }

  /** A name or a value of a query, where '+' is a space, as everywhere on the web. */
  static String query(String raw) {
    return canonical(raw, false);
  }

  /** What canonical text of a query says. */
  static String decode(String canonical) {
    return canonical.indexOf('%') < 0
        ? canonical
        : URLDecoder.decode(canonical, StandardCharsets.UTF_8);
  }

  private static String canonical(String raw, boolean isPath) {
    int plain = 0;
    while (plain < raw.length() && isPlain(raw.charAt(plain), isPath)) {
      plain++;
    }
    if (plain == raw.length()) {
      return raw;
    }
    var result = new StringBuilder(raw.length() + 32).append(raw, 0, plain);
    for (int at = plain; at < raw.length(); at++) {
      char each = raw.charAt(at);
      if (isEscape(raw, at)) {
        append(result, byteAt(raw, at), isPath);
        at += 2;
      } else if (each == '+' && !isPath) {
        append(result, ' ', false);
      } else if (each < 0x80) {
        append(result, each, isPath);
      } else {
        int codePoint = raw.codePointAt(at);
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
          append(result, b & 0xff, isPath);
        }
        at += Character.charCount(codePoint) - 1;
      }
    }
    return result.toString();
  }

  private static void append(StringBuilder result, int value, boolean isPath) {
    if (isPlain(value, isPath)) {
      result.append((char) value);
    } else {
      result.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 0xf));
    }
  }

  private static boolean isPlain(int value, boolean isPath) {
    return (value >= 'a' && value <= 'z')
        || (value >= 'A' && value <= 'Z')
        || (value >= '0' && value <= '9')
        || value == '-'
        || value == '.'
        || value == '_'
        || value == '~'
        || (value == '/' && isPath);
  }

  private static boolean isEscape(String raw, int at) {
    return raw.charAt(at) == '%' && at + 2 < raw.length() && byteAt(raw, at) >= 0;
  }

  private static int byteAt(String raw, int at) {
    int high = hexDigit(raw.charAt(at + 1));
    int low = hexDigit(raw.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** Of ASCII only, unlike Character.digit. */
  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
