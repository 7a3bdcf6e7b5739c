package io.anabranch.server.objects;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.StoreFailures;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends objects: whole, in part, or just their headers. Safe for use by many threads. */
@Singleton
final class Downloads {

  private final PhysicalAddresses addresses;

  Downloads(PhysicalAddresses addresses) {
    this.addresses = addresses;
  }

  HttpResponse<?> get(
      ServerHttpRequest<?> request,
      FoundObject found,
      @Nullable String rangeHeader,
      @Nullable String ifNoneMatch) {
    if (etag(found).equals(ifNoneMatch)) {
      return HttpResponse.notModified().header(HttpHeaders.ETAG, etag(found));
    }
    var range = ByteRangeHeader.parse(rangeHeader, found.entry().size());
    var object = open(found, range);
    return describe(found, range)
        .header("Content-Security-Policy", "default-src 'none'")
        .body(ObjectBody.of(request, object));
  }

  /** Opens nothing: what HEAD tells is in the entry. */
  HttpResponse<?> head(FoundObject found, @Nullable String rangeHeader) {
    var range = ByteRangeHeader.parse(rangeHeader, found.entry().size());
    long length = range.map(ByteRange::length).orElse(found.entry().size());
    return describe(found, range).contentLength(length);
  }

  private OpenObject open(FoundObject found, Optional<ByteRange> range) {
    var entry = found.entry();
    var stored =
        addresses.resolve(found.repository().location(), entry.address(), entry.addressType());
    try {
      ReadOptions options = range.map(ReadOptions::range).orElse(ReadOptions.WHOLE);
      return stored.store().blockstore().open(stored.address(), options);
    } catch (BlockstoreException e) {
      throw StoreFailures.translate(stored.store(), e);
    }
  }

  private static MutableHttpResponse<Object> describe(
      FoundObject found, Optional<ByteRange> range) {
    var entry = found.entry();
    String type =
        entry.contentType().isEmpty() ? MediaType.APPLICATION_OCTET_STREAM : entry.contentType();
    var response =
        HttpResponse.status(range.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
            .header(HttpHeaders.ETAG, etag(found))
            .header(HttpHeaders.LAST_MODIFIED, httpDate(entry.lastModified()))
            .header(HttpHeaders.CONTENT_TYPE, type)
            .header(HttpHeaders.ACCEPT_RANGES, "bytes")
            .header(HttpHeaders.CACHE_CONTROL, "no-store, must-revalidate")
            .header(HttpHeaders.EXPIRES, "0")
            .header("Content-Disposition", ContentDisposition.of(type))
            .header("X-Frame-Options", "SAMEORIGIN");
    range.ifPresent(
        part ->
            response.header(
                HttpHeaders.CONTENT_RANGE,
                "bytes %d-%d/%d"
                    .formatted(part.offset(), part.offset() + part.length() - 1, entry.size())));
    return response;
  }

  private static String etag(FoundObject found) {
    return '"' + found.entry().etag() + '"';
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
