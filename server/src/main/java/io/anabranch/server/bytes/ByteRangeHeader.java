package io.anabranch.server.bytes;

import io.anabranch.blockstore.ByteRange;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Range} header: {@code bytes=first-last}, {@code bytes=first-}, {@code bytes=-length}.
 */
public final class ByteRangeHeader {

  private static final Pattern FORM = Pattern.compile("bytes=((\\d*-\\d*,? ?)+)");
  private static final Pattern SINGLE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private ByteRangeHeader() {}

  /** Whether {@link #parse} finds a range in it, or that it lies outside. */
  public static boolean isReadable(String header) {
    var single = SINGLE.matcher(header);
    if (!single.matches()) {
      return false;
    }
    String first = single.group(1);
    String last = single.group(2);
    if (first.isEmpty() || last.isEmpty()) {
      return !(first.isEmpty() && last.isEmpty());
    }
    return number(last) >= number(first);
  }

  /**
   * The part of an object of the given size that the header asks for; empty for the whole object.
   * Several ranges at once are answered with the whole object, as RFC 9110 §14.2 allows.
   *
   * @throws FailureException Invalid when it is malformed, RangeNotSatisfiable when it lies outside
   */
  public static Optional<ByteRange> parse(@Nullable String header, long size) {
    if (header == null) {
      return Optional.empty();
    }
    if (!FORM.matcher(header).matches()) {
      throw malformed(header);
    }
    var single = SINGLE.matcher(header);
    return single.matches()
        ? Optional.of(range(single.group(1), single.group(2), size, header))
        : Optional.empty();
  }

  private static ByteRange range(String first, String last, long size, String header) {
    if (first.isEmpty() && last.isEmpty()) {
      throw malformed(header);
    }
    if (first.isEmpty()) {
      long suffix = Math.min(number(last), size);
      return satisfiable(size - suffix, suffix, size);
    }
    long from = number(first);
    long to = last.isEmpty() ? size - 1 : Math.min(number(last), size - 1);
    if (!last.isEmpty() && number(last) < from) {
      throw malformed(header);
    }
    return satisfiable(from, to - from + 1, size);
  }

  /** A number beyond a long is as good as the largest: no object reaches it. */
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }

  private static ByteRange satisfiable(long offset, long length, long size) {
    if (offset >= size || length <= 0) {
      throw new FailureException(
          new Failure.RangeNotSatisfiable(
              "the range asked for lies outside the object, which has " + size + " bytes", size));
    }
    return new ByteRange(offset, length);
  }

  private static FailureException malformed(String header) {
    return new FailureException(
        new Failure.Invalid("malformed Range header '" + header + "': use bytes=first-last"));
  }
}
