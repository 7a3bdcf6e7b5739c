package io.anabranch.server.objects;

import io.anabranch.server.bytes.ByteRangeHeader;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.server.bytes.ObjectHeaders;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Sends objects: whole, in part, or just their headers. Safe for use by many threads. */
@Singleton
final class Downloads {

  private final ObjectReads reads;

  Downloads(ObjectReads reads) {
    this.reads = reads;
  }

  HttpResponse<?> get(
      ServerHttpRequest<?> request,
      FoundObject found,
      @Nullable String rangeHeader,
      @Nullable String ifNoneMatch) {
    var headers = headers(found.entry());
    if (headers.quotedEtag().equals(ifNoneMatch)) {
      return HttpResponse.notModified().header(HttpHeaders.ETAG, headers.quotedEtag());
    }
    var range = ByteRangeHeader.parse(rangeHeader, found.entry().size());
    var object = reads.open(found, range);
    return headers.answerToGet(range).body(ObjectBody.of(request, object));
  }

  /** Opens nothing: what HEAD tells is in the entry. */
  HttpResponse<?> head(FoundObject found, @Nullable String rangeHeader) {
    var range = ByteRangeHeader.parse(rangeHeader, found.entry().size());
    return headers(found.entry()).answerToHead(range);
  }

  private static ObjectHeaders headers(Entry entry) {
    String type =
        entry.contentType().isEmpty() ? MediaType.APPLICATION_OCTET_STREAM : entry.contentType();
    return new ObjectHeaders(
        entry.size(), entry.etag(), entry.lastModified(), type, ContentDisposition.of(type));
  }
}
