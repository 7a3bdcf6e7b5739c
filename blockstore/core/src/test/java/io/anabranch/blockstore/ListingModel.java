package io.anabranch.blockstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What a listing must be, said as simply as possible, over keys that make orders differ. */
final class ListingModel {

  // Before and after the slash, and above U+FFFF where UTF-8 and UTF-16 order differently.
  private static final List<String> PARTS =
      List.of("a", "b", "-", "0", "!", "é", "\uFF21", "😀", "ab", "a-");
  private static final List<String> DELIMITERS = List.of("", "/", "/", "-", "a/", "a");

  private final List<String> keys;

  private ListingModel(List<String> keys) {
    this.keys = keys;
  }

  /** All pages of a listing together. */
  record Listing(List<String> keys, List<String> commonPrefixes) {}

  /**
   * Keys of which none is a directory of another: only the last part ends in f.
   *
   * @param beyondUtf16 whether some keys make the orders of UTF-8 and UTF-16 differ
   */
  static ListingModel random(Random random, int count, boolean beyondUtf16) {
    Set<String> keys = new LinkedHashSet<>();
    while (keys.size() < count) {
      StringBuilder key = new StringBuilder();
      for (int depth = random.nextInt(3); depth > 0; depth--) {
        key.append(part(random)).append('/');
      }
      key.append(part(random)).append(part(random)).append("f");
      if (beyondUtf16 || key.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
        keys.add(key.toString());
      }
    }
    List<String> sorted = new ArrayList<>(keys);
    sorted.sort(Comparator.comparing(key -> key.getBytes(UTF_8), Arrays::compareUnsigned));
    return new ListingModel(sorted);
  }

  List<String> keys() {
    return keys;
  }

  ListRequest request(Random random, String container) {
    String prefix = random.nextInt(3) == 0 ? "" : cut(random);
    String after = random.nextInt(3) == 0 ? "" : cut(random);
    String delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
    int limit = random.nextBoolean() ? 1000 : 20 + random.nextInt(200);
    return new ListRequest(container, prefix, after, delimiter, limit);
  }

  Listing list(ListRequest request) {
    List<String> found = new ArrayList<>();
    Set<String> prefixes = new LinkedHashSet<>();
    byte[] after = request.after().getBytes(UTF_8);
    for (String key : keys) {
      if (!key.startsWith(request.prefix())
          || Arrays.compareUnsigned(key.getBytes(UTF_8), after) <= 0) {
        continue;
      }
      String delimiter = request.delimiter();
      int from = request.prefix().length();
      int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, from);
      if (at < 0) {
        found.add(key);
      } else if (!key.substring(0, at + delimiter.length()).equals(request.after())) {
        prefixes.add(key.substring(0, at + delimiter.length()));
      }
    }
    return new Listing(found, List.copyOf(prefixes));
  }

  /** Follows a listing to its end. */
  static Listing pages(Blockstore store, ListRequest first) {
    List<String> keys = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    ListRequest request = first;
    boolean more = true;
    while (more) {
      ObjectPage page = store.list(request);
      assertThat(page.objects().size() + page.commonPrefixes().size())
          .isLessThanOrEqualTo(request.limit());
      page.objects().forEach(object -> keys.add(object.address().key()));
      prefixes.addAll(page.commonPrefixes());
      more = page.hasMore();
      request = request.withAfter(page.next());
    }
    return new Listing(keys, prefixes);
  }

  private String cut(Random random) {
    String key = keys.get(random.nextInt(keys.size()));
    int length = key.offsetByCodePoints(0, random.nextInt(key.codePointCount(0, key.length()) + 1));
    return key.substring(0, length);
  }

  private static String part(Random random) {
    return PARTS.get(random.nextInt(PARTS.size()));
  }
}
