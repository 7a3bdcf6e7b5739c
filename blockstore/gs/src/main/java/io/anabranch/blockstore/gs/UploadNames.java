package io.anabranch.blockstore.gs;

import com.google.common.hash.Hashing;
import io.anabranch.blockstore.PhysicalAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where the parts of uploads lie: all below one prefix of the bucket, so that no listing shows them
 * and one rule of the bucket's lifecycle can remove those that were forgotten.
 *
 * <p>An upload is there as long as its <em>marker</em> is, an empty object with the attributes of
 * the object to be. Markers' names sort as their keys do, and those of one key stand together.
 */
final class UploadNames {

  static final String RESERVED = ".anabranch-uploads/";

  /** What sorts behind everything reserved, and before everything else that does. */
  static final String AFTER_RESERVED = ".anabranch-uploads0";

  private static final String MARKERS = RESERVED + "under-way/";
  private static final String PARTS = RESERVED + "parts/";
  private static final char END_OF_KEY = '!';
  private static final char ESCAPE = '$';
  private static final char FIRST_ESCAPED = '0';
  private static final int MARK_LENGTH = 16;
  private static final int ID_LENGTH = 32 + MARK_LENGTH;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{" + ID_LENGTH + "}");

  private UploadNames() {}

  /** Tells which key it is for, so that it is good for no other. */
  static String freshId(PhysicalAddress target) {
    return UUID.randomUUID().toString().replace("-", "") + mark(target);
  }

  static boolean isId(PhysicalAddress target, String id) {
    return ID.matcher(id).matches() && id.endsWith(mark(target));
  }

  private static String mark(PhysicalAddress target) {
    return Hashing.sha256()
        .hashString(target.key(), StandardCharsets.UTF_8)
        .toString()
        .substring(0, MARK_LENGTH);
  }

  /**
   * @throws io.anabranch.blockstore.BlockstoreException INVALID_ADDRESS when the key is so long
   *     that the marker has no room for it
   */
  static PhysicalAddress marker(PhysicalAddress target, String id) {
    String name = MARKERS + escaped(target.key()) + END_OF_KEY + id;
    int over = name.getBytes(StandardCharsets.UTF_8).length - GsAddresses.MAXIMUM_KEY_BYTES;
    if (over > 0) {
      throw GsAddresses.refusal(
          "The key is too long by " + over + " bytes for an upload in parts; shorten it");
    }
    return new PhysicalAddress(target.container(), name);
  }

  /** What the names of markers of a prefix's keys start with. */
  static String markers(String prefix) {
    return MARKERS + escaped(prefix);
  }

  /** Whose upload a marker is. */
  static PhysicalAddress target(String container, String marker) {
    String key = marker.substring(MARKERS.length(), marker.length() - ID_LENGTH - 1);
    return new PhysicalAddress(container, unescaped(key));
  }

  static String id(String marker) {
    return marker.substring(marker.length() - ID_LENGTH);
  }

  /** What the names of all start with that belongs to an upload, but for its marker. */
  static String belongings(String id) {
    return PARTS + id;
  }

  static String parts(String id) {
    return belongings(id) + "/";
  }

  /** Parts' names sort as their numbers do. */
  static PhysicalAddress part(PhysicalAddress target, String id, int number) {
    return new PhysicalAddress(target.container(), parts(id) + "%05d".formatted(number));
  }

  static int number(String part) {
    return Integer.parseInt(part.substring(part.lastIndexOf('/') + 1));
  }

  /** A fresh one, for parts that are joined on the way. */
  static PhysicalAddress piece(PhysicalAddress target, String id) {
    return new PhysicalAddress(target.container(), belongings(id) + "-joined/" + UUID.randomUUID());
  }

  /** So that nothing in a key sorts before its end. */
  private static String escaped(String key) {
    StringBuilder escaped = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ESCAPE) {
        escaped.append(ESCAPE).append((char) (c + FIRST_ESCAPED));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String unescaped(String escaped) {
    StringBuilder key = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == ESCAPE) {
        i++;
        key.append((char) (escaped.charAt(i) - FIRST_ESCAPED));
      } else {
        key.append(c);
      }
    }
    return key.toString();
  }
}
