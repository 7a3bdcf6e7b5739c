package io.anabranch.server.s3gateway.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines between the bytes of a body in chunks; none may be longer than 1,024 bytes. */
final class Lines {

  private static final int MAX_BYTES = 1_024;

  private final InputStream raw;
  private final byte[] line = new byte[MAX_BYTES];

  Lines(InputStream raw) {
    this.raw = raw;
  }

  /**
   * A line without what ends it: LF, or CR and LF.
   *
   * @return null at the end of the body
   */
  @Nullable String next() throws IOException {
    int count = 0;
    int each = raw.read();
    if (each < 0) {
      return null;
    }
    for (; each != '\n'; each = raw.read()) {
      if (each < 0) {
        throw ChunkedStream.broken("it ended within a line");
      }
      if (count == MAX_BYTES) {
        throw ChunkedStream.broken("a line between chunks is too long");
      }
      line[count++] = (byte) each;
    }
    int end = count > 0 && line[count - 1] == '\r' ? count - 1 : count;
    return new String(Arrays.copyOf(line, end), StandardCharsets.ISO_8859_1);
  }
}
