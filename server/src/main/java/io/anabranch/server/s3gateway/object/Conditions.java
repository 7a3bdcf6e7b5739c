package io.anabranch.server.s3gateway.object;

import io.anabranch.server.bytes.HttpDates;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.anabranch.versioning.model.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of an object to be read or copied, in the order of RFC 9110 §13.2.2: an ETag
 * counts more than a time.
 */
record Conditions(
    Optional<String> match,
    Optional<String> noneMatch,
    Optional<Instant> modifiedSince,
    Optional<Instant> unmodifiedSince) {

  enum Outcome {
    HOLDS,
    NOT_MODIFIED,
    FAILED
  }

  /** For reading what is named. */
  static Conditions of(S3Request request) {
    return withPrefix(request, "");
  }

  /** For copying what the request names as the source. */
  static Conditions ofSource(S3Request request) {
    return withPrefix(request, "x-amz-copy-source-");
  }

  private static Conditions withPrefix(S3Request request, String prefix) {
    return new Conditions(
        request.header(prefix + "If-Match"),
        request.header(prefix + "If-None-Match"),
        request.header(prefix + "If-Modified-Since").flatMap(HttpDates::find),
        request.header(prefix + "If-Unmodified-Since").flatMap(HttpDates::find));
  }

  Outcome outcome(Entry entry) {
    Instant modified = entry.lastModified().truncatedTo(ChronoUnit.SECONDS);
    boolean fails =
        match.isPresent()
            ? !names(match.get(), entry)
            : unmodifiedSince.filter(modified::isAfter).isPresent();
    if (fails) {
      return Outcome.FAILED;
    }
    boolean same =
        noneMatch.isPresent()
            ? names(noneMatch.get(), entry)
            : modifiedSince.filter(since -> !modified.isAfter(since)).isPresent();
    return same ? Outcome.NOT_MODIFIED : Outcome.HOLDS;
  }

  /**
   * @throws io.anabranch.server.s3gateway.errors.S3Exception PRECONDITION_FAILED
   */
  void require(Entry entry) {
    if (outcome(entry) != Outcome.HOLDS) {
      throw S3Error.PRECONDITION_FAILED.exception();
    }
  }

  private static boolean names(String etags, Entry entry) {
    return Stream.of(etags.split(","))
        .map(String::strip)
        .map(etag -> etag.startsWith("W/") ? etag.substring(2) : etag)
        .map(etag -> etag.replace("\"", ""))
        .anyMatch(etag -> etag.equals("*") || etag.equals(entry.etag()));
  }
}
