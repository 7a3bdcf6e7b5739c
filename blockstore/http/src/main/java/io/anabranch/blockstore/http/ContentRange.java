package io.anabranch.blockstore.http;

import io.anabranch.blockstore.ByteRange;
import io.anabranch.outgoing.OutgoingResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a file an answer holds.
 *
 * @param size of the whole file
 */
record ContentRange(long first, long last, long size) {

  private static final Pattern FORM = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** Empty when the answer does not say, or does not know the size of the file. */
  static Optional<ContentRange> of(OutgoingResponse response) {
    return response
        .header("Content-Range")
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .map(form -> new ContentRange(number(form, 1), number(form, 2), number(form, 3)));
  }

  private static long number(Matcher form, int group) {
    return Long.parseLong(form.group(group));
  }

  long length() {
    return last - first + 1;
  }

  boolean isAnswerTo(ByteRange range) {
    return first == range.offset() && length() == range.lengthWithin(size);
  }

  /** How a request asks for a part. */
  static String header(ByteRange range) {
    long last = range.offset() + range.length() - 1;
    boolean open = last >= Long.MAX_VALUE - 1;
    return "bytes=" + range.offset() + "-" + (open ? "" : Long.toString(last));
  }
}
