package io.anabranch.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a word that nothing is called. */
final class Spelling {

  private Spelling() {}

  /** The known key that ends alike elsewhere in the tree, or is spelled nearly the same. */
  static Optional<String> closestKey(String key, Collection<String> known) {
    Optional<String> elsewhere =
        known.stream().filter(candidate -> candidate.endsWith("." + key)).findFirst();
    return elsewhere.isPresent() ? elsewhere : closest(key, known);
  }

  /** The known word within a few changed letters: fewer for a short word. */
  static Optional<String> closest(String word, Collection<String> known) {
    int most = Math.clamp(word.length() / 4, 1, 3);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
        .filter(candidate -> distance(candidate, word) <= most)
        .min(Comparator.comparingInt(candidate -> distance(candidate, word)));
  }

  /** Levenshtein's. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int changed = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
