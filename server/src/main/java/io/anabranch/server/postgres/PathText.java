package io.anabranch.server.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Key;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Keys as text of the database, which is UTF-8 without NUL. A key that a change is staged under
 * must be such text; a bound of a listing may be any bytes. In both, order by code point is order
 * by byte.
 */
final class PathText {

  /** Greater than every path: a path has at most 1,024 bytes, and this has more. */
  static final String END = Character.toString(Character.MAX_CODE_POINT).repeat(257);

  private PathText() {}

  static String of(Key path) {
    String text = path.toString();
    boolean replaced = text.indexOf('\uFFFD') >= 0 && !Key.of(text).equals(path);
    if (replaced || text.indexOf('\0') >= 0) {
      throw new FailureException(
          new Failure.Invalid(
              "path '"
                  + text
                  + "' cannot be used: it must be UTF-8 text without the character NUL"));
    }
    return text;
  }

  /** The least path that is not less than the key; {@link #END} when there is none. */
  static String leastFrom(Key key) {
    String start = validStart(key);
    byte[] bytes = key.bytes();
    byte[] rest = Arrays.copyOfRange(bytes, start.getBytes(UTF_8).length, bytes.length);
    if (rest.length == 0) {
      return start;
    }
    int next = leastCodePointAfter(rest);
    return next > Character.MAX_CODE_POINT ? after(start) : start + Character.toString(whole(next));
  }

  /** The least path that is greater than every path with the prefix. */
  static String leastAfter(Key prefix) {
    Key after = prefix.afterPrefix();
    return after == null ? END : leastFrom(after);
  }

  /** As above, of text. */
  static String leastAfter(String prefix) {
    return leastAfter(Key.of(prefix));
  }

  /** The least text that is greater than every text with the prefix. */
  private static String after(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        return prefix.substring(0, end) + Character.toString(whole(last + 1));
      }
    }
    return END;
  }

  /** The least code point whose encoding is greater than the bytes, which start with none. */
  private static int leastCodePointAfter(byte[] bytes) {
    int low = 1;
    int high = Character.MAX_CODE_POINT + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Arrays.compareUnsigned(encoded(middle), bytes) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static byte[] encoded(int codePoint) {
    return Character.toString(whole(codePoint)).getBytes(UTF_8);
  }

  /** A surrogate has no encoding; the code point after all of them stands for it. */
  private static int whole(int codePoint) {
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return surrogate ? Character.MAX_SURROGATE + 1 : codePoint;
  }

  /** The longest start that is text the database can hold. */
  private static String validStart(Key key) {
    CharBuffer text = CharBuffer.allocate(key.length());
    UTF_8.newDecoder().decode(ByteBuffer.wrap(key.bytes()), text, true);
    String valid = text.flip().toString();
    int nul = valid.indexOf('\0');
    return nul < 0 ? valid : valid.substring(0, nul);
  }
}
