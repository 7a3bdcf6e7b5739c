package io.anabranch.blockstore.http;

import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.outgoing.OutgoingResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a web server says of a file, in the port's form. The etag is
 *
 * <ul>
 *   <li>the server's, without quotes; a weak one keeps its {@code W/} before it;
 *   <li>where it gives none, {@code modified-T-L} of the file's time of change in seconds since
 *       1970 and its length. Then a file that is replaced twice within a second by one of the same
 *       length goes unnoticed.
 * </ul>
 */
final class HttpInfo {

  private static final Pattern ETAG = Pattern.compile("(W/)?\"([^\"]+)\"");
  private static final String WEAK = "W/";
  private static final String MADE_UP = "modified-";

  private HttpInfo() {}

  /**
   * @return empty when the server tells nothing that changes with the file
   */
  static Optional<ObjectInfo> of(PhysicalAddress address, OutgoingResponse response, long size) {
    Optional<Instant> modified = response.header("Last-Modified").flatMap(HttpInfo::time);
    return etag(response)
        .or(() -> modified.map(time -> MADE_UP + time.getEpochSecond() + "-" + size))
        .map(
            etag ->
                new ObjectInfo(
                    address,
                    size,
                    etag,
                    modified.orElse(Instant.EPOCH),
                    Optional.empty(),
                    Optional.empty(),
                    new ObjectAttributes(response.header("Content-Type"), Map.of())));
  }

  /** As listings describe objects. */
  static ObjectInfo brief(ObjectInfo info) {
    return new ObjectInfo(info.address(), info.size(), info.etag(), info.lastModified());
  }

  /** The condition to send with a request for exactly this etag, if servers can judge it. */
  static Optional<String> condition(String etag) {
    return etag.startsWith(WEAK) || etag.startsWith(MADE_UP)
        ? Optional.empty()
        : Optional.of('"' + etag + '"');
  }

  private static Optional<String> etag(OutgoingResponse response) {
    return response
        .header("ETag")
        .map(ETAG::matcher)
        .filter(Matcher::matches)
        .map(etag -> (etag.group(1) == null ? "" : WEAK) + etag.group(2));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
