package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3BodyException;
import io.anabranch.server.s3gateway.errors.S3Error;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the last chunk, to the end of the body.
 *
 * @param fields values by lower-case name, without the signature
 */
record Trailer(SortedMap<String, String> fields, Optional<String> signature) {

  private static final int MAX_LINES = 16;
  private static final String SIGNATURE = "x-amz-trailer-signature";

  /** Reads it. Clients put empty lines at several places, so these are passed over. */
  static Trailer read(Lines lines) throws IOException {
    SortedMap<String, String> fields = new TreeMap<>();
    int count = 0;
    for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
      if (++count > MAX_LINES) {
        throw malformed("It has too many lines");
      }
      if (!line.isEmpty()) {
        add(fields, line);
      }
    }
    Optional<String> signature = Optional.ofNullable(fields.remove(SIGNATURE));
    return new Trailer(fields, signature);
  }

  private static void add(Map<String, String> fields, String line) throws S3BodyException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw malformed("Its lines must be <name>:<value>");
    }
    String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (fields.containsKey(SIGNATURE)) {
      throw malformed("Nothing may follow its signature");
    }
    if (fields.put(name, line.substring(colon + 1).strip()) != null) {
      throw malformed("Each of its names may be there once");
    }
  }

  /** As it is signed. */
  String canonical() {
    return fields.entrySet().stream()
        .map(each -> each.getKey() + ":" + each.getValue() + "\n")
        .collect(Collectors.joining());
  }

  static S3BodyException malformed(String why) {
    return S3Error.MALFORMED_TRAILER.inBody(S3Error.MALFORMED_TRAILER.text() + ": " + why);
  }
}
