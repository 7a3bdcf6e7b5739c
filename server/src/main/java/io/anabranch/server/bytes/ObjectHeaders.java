package io.anabranch.server.bytes;

import io.anabranch.blockstore.ByteRange;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer tells of an object beside its bytes.
 *
 * @param size of the whole object, in bytes
 * @param etag without quotes
 * @param disposition whether a browser shows or saves it, and under what name
 */
public record ObjectHeaders(
    long size, String etag, Instant lastModified, String contentType, String disposition) {

  public String quotedEtag() {
    return '"' + etag + '"';
  }

  private MutableHttpResponse<Object> answer(Optional<ByteRange> range) {
    var response =
        HttpResponse.status(range.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .header(HttpHeaders.ETAG, quotedEtag())
            .header(HttpHeaders.LAST_MODIFIED, HttpDates.text(lastModified))
            .header(HttpHeaders.CONTENT_TYPE, contentType)
            .header(HttpHeaders.ACCEPT_RANGES, "bytes")
            .header(HttpHeaders.CACHE_CONTROL, "no-store, must-revalidate")
            .header(HttpHeaders.EXPIRES, "0")
            .header("Content-Disposition", disposition)
            .header("X-Frame-Options", "SAMEORIGIN");
    range.ifPresent(
        part ->
            response.header(
                HttpHeaders.CONTENT_RANGE,
                "bytes %d-%d/%d"
                    .formatted(part.offset(), part.offset() + part.length() - 1, size)));
    return response;
  }

  /** The answer to GET, of which the body is to follow; partial when there is a range. */
  public MutableHttpResponse<Object> answerToGet(Optional<ByteRange> range) {
    return answer(range).header("Content-Security-Policy", "default-src 'none'");
  }

  /** The answer to HEAD, with the length of the body that GET would bring. */
  public MutableHttpResponse<Object> answerToHead(Optional<ByteRange> range) {
    return answer(range).contentLength(range.map(ByteRange::length).orElse(size));
  }
}
