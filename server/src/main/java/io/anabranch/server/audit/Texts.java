package io.anabranch.server.audit;

/** What clients send, as it can be kept. */
final class Texts {

  private Texts() {}

  /** Without NUL, which the database cannot hold, and not longer than that many characters. */
  static String bounded(String text, int longest) {
    String plain = text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    if (plain.length() <= longest) {
      return plain;
    }
    boolean splits = Character.isHighSurrogate(plain.charAt(longest - 1));
    return plain.substring(0, splits ? longest - 1 : longest);
  }
}
