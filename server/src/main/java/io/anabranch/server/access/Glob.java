package io.anabranch.server.access;

import java.util.Arrays;

/**
 * A pattern over text: {@code *} is any number of characters, slashes included, {@code ?} is
 * exactly one. Matching takes at most as many steps as the product of both lengths, whatever the
 * pattern; mostly a comparison of what comes before the first wildcard. Immutable.
 */
final class Glob {

  private static final int ANY = -1;
  private static final int ONE = -2;

  /** What comes before the first wildcard. */
  private final String start;

  /** Code points and wildcards from the first of these on. */
  private final int[] rest;

  private Glob(String start, int[] rest) {
    this.start = start;
    this.rest = rest;
  }

  static Glob of(String pattern) {
    return of(pattern, "", "");
  }

  /** Matches this text alone, whatever is in it. */
  static Glob literal(String text) {
    return new Glob(text, new int[0]);
  }

  /**
   * @param placeholder stands for the value wherever it occurs; empty for none
   * @param value taken as it is: its asterisks are no wildcards
   */
  static Glob of(String pattern, String placeholder, String value) {
    StringBuilder start = new StringBuilder();
    int[] rest = new int[pattern.length() * Math.max(1, value.length())];
    int size = 0;
    int at = 0;
    while (at < pattern.length()) {
      boolean replaced = !placeholder.isEmpty() && pattern.startsWith(placeholder, at);
      int c = pattern.codePointAt(at);
      String literal = replaced ? value : Character.toString(c);
      at += replaced ? placeholder.length() : Character.charCount(c);
      if (!replaced && (c == '*' || c == '?')) {
        rest[size++] = c == '*' ? ANY : ONE;
      } else if (size == 0) {
        start.append(literal);
      } else {
        int[] points = literal.codePoints().toArray();
        System.arraycopy(points, 0, rest, size, points.length);
        size += points.length;
      }
    }
    return new Glob(start.toString(), Arrays.copyOf(rest, size));
  }

  /** What every text that matches begins with. */
  String start() {
    return start;
  }

  boolean matches(String text) {
    if (!text.startsWith(start)) {
      return false;
    }
    if (rest.length == 0) {
      return text.length() == start.length();
    }
    return (rest.length == 1 && rest[0] == ANY) || matchesRest(text, start.length());
  }

  /** Goes back to the latest asterisk only: what an earlier one could do, that one can too. */
  private boolean matchesRest(String text, int from) {
    int at = from;
    int token = 0;
    int asterisk = -1;
    int resume = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (token < rest.length && rest[token] == ANY) {
        asterisk = token++;
        resume = at;
      } else if (token < rest.length && (rest[token] == ONE || rest[token] == c)) {
        token++;
        at += Character.charCount(c);
      } else if (asterisk >= 0) {
        token = asterisk + 1;
        resume += Character.charCount(text.codePointAt(resume));
        at = resume;
      } else {
        return false;
      }
    }
    while (token < rest.length && rest[token] == ANY) {
      token++;
    }
    return token == rest.length;
  }

  /** Whether every text with the prefix is sure to match. */
  boolean matchesAllWith(String prefix) {
    return rest.length > 0 && rest[rest.length - 1] == ANY && matches(prefix);
  }

  /** Whether some text with the prefix matches. */
  boolean matchesSomeWith(String prefix) {
    if (prefix.length() <= start.length()) {
      return start.startsWith(prefix);
    }
    if (!prefix.startsWith(start)) {
      return false;
    }
    int at = start.length();
    for (int token : rest) {
      if (token == ANY || at == prefix.length()) {
        return true;
      }
      int c = prefix.codePointAt(at);
      if (token != ONE && token != c) {
        return false;
      }
      at += Character.charCount(c);
    }
    return at == prefix.length();
  }
}
