package io.anabranch.server.s3gateway.signature;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before a chunk.
 *
 * @param size in bytes; 0 of the last
 * @param signature empty if chunks have none
 */
record ChunkHeader(long size, String signature) {

  private static final Pattern UNSIGNED = Pattern.compile("([0-9a-fA-F]{1,15})()");
  private static final Pattern SIGNED =
      Pattern.compile("([0-9a-fA-F]{1,15});chunk-signature=([0-9a-f]{64})");

  static ChunkHeader read(Lines lines, boolean isSigned) throws IOException {
    String line = lines.next();
    if (line == null) {
      throw ChunkedStream.broken("it ended without a chunk of no bytes");
    }
    Matcher matcher = (isSigned ? SIGNED : UNSIGNED).matcher(line);
    if (!matcher.matches()) {
      throw ChunkedStream.broken(
          isSigned
              ? "a chunk must begin with <size in hex>;chunk-signature=<64 hex digits>"
              : "a chunk must begin with its size in hex");
    }
    return new ChunkHeader(Long.parseLong(matcher.group(1), 16), matcher.group(2));
  }
}
