package io.anabranch.server.s3gateway.object;

import io.anabranch.blockstore.ByteRange;
import io.anabranch.server.bytes.HttpDates;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.util.Map;
import java.util.Optional;

/** The headers that go out with an object, or in its place. */
final class ObjectAnswers {

  /** Parameters that have another header sent than the object has. */
  private static final Map<String, String> OVERRIDES =
      Map.of(
          "response-content-type", HttpHeaders.CONTENT_TYPE,
          "response-content-language", HttpHeaders.CONTENT_LANGUAGE,
          "response-expires", HttpHeaders.EXPIRES,
          "response-cache-control", HttpHeaders.CACHE_CONTROL,
          "response-content-disposition", "Content-Disposition",
          "response-content-encoding", HttpHeaders.CONTENT_ENCODING);

  private ObjectAnswers() {}

  static String quoted(String etag) {
    return '"' + etag + '"';
  }

  static MutableHttpResponse<?> notModified(Entry entry) {
    return HttpResponse.notModified()
        .header(HttpHeaders.ETAG, quoted(entry.etag()))
        .header(HttpHeaders.LAST_MODIFIED, HttpDates.text(entry.lastModified()));
  }

  /** Without Content-Length, which is that of the body, or of the one that is not sent. */
  static MutableHttpResponse<Object> found(Call call, FoundObject found, RequestedPart part) {
    Entry entry = found.entry();
    MutableHttpResponse<Object> response =
        HttpResponse.status(part.range().isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .header(HttpHeaders.ETAG, quoted(entry.etag()))
            .header(HttpHeaders.LAST_MODIFIED, HttpDates.text(entry.lastModified()))
            .header(HttpHeaders.ACCEPT_RANGES, "bytes");
    part.range().ifPresent(range -> response.header(HttpHeaders.CONTENT_RANGE, text(range, entry)));
    part.count().ifPresent(count -> response.header("x-amz-mp-parts-count", count.toString()));
    addMetadata(call, entry, part, response);
    OVERRIDES.forEach(
        (parameter, header) ->
            call.query()
                .find(parameter)
                .ifPresent(
                    value -> {
                      response.getHeaders().remove(header);
                      response.header(header, value);
                    }));
    call.query()
        .find("versionId")
        .filter(version -> !version.equals("null"))
        .ifPresent(version -> response.header("x-amz-version-id", version));
    return response;
  }

  private static void addMetadata(
      Call call, Entry entry, RequestedPart part, MutableHttpResponse<Object> response) {
    Map<String, String> metadata = entry.metadata();
    String type = entry.contentType();
    response.header(
        HttpHeaders.CONTENT_TYPE, type.isEmpty() ? MediaType.APPLICATION_OCTET_STREAM : type);
    ObjectRecord.headers(metadata).forEach(response::header);
    ObjectRecord.addUserMetadata(metadata, response);
    int tags = ObjectTags.of(metadata).tags().size();
    if (tags > 0) {
      response.header("x-amz-tagging-count", Integer.toString(tags));
    }
    boolean wanted =
        call.request()
            .header("x-amz-checksum-mode")
            .filter(mode -> mode.equalsIgnoreCase("ENABLED"))
            .isPresent();
    if (wanted && part.isWhole()) {
      ObjectRecord.addChecksums(metadata, response);
    }
  }

  private static String text(ByteRange range, Entry entry) {
    return "bytes %d-%d/%d"
        .formatted(range.offset(), range.offset() + range.length() - 1, entry.size());
  }

  /** What to tell of the bytes when only the headers are wanted. */
  static long length(Entry entry, Optional<ByteRange> range) {
    return range.map(ByteRange::length).orElse(entry.size());
  }
}
