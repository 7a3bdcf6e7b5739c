package io.anabranch.server.objects;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.server.bytes.ByteRangeHeader;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.server.bytes.ObjectHeaders;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PinnedReads;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
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
    var headers = headers(found.entry());
    if (headers.quotedEtag().equals(ifNoneMatch)) {
      return HttpResponse.notModified().header(HttpHeaders.ETAG, headers.quotedEtag());
    }
    var range = ByteRangeHeader.parse(rangeHeader, found.entry().size());
    var object = open(found, range);
    return headers.answerToGet(range).body(ObjectBody.of(request, object));
  }

  /** Opens nothing: what HEAD tells is in the entry. */
  HttpResponse<?> head(FoundObject found, @Nullable String rangeHeader) {
    var range = ByteRangeHeader.parse(rangeHeader, found.entry().size());
    return headers(found.entry()).answerToHead(range);
  }

  private OpenObject open(FoundObject found, Optional<ByteRange> range) {
    var entry = found.entry();
    var stored =
        addresses.resolve(found.repository().location(), entry.address(), entry.addressType());
    var whole = PinnedReads.whole(stored.pin(entry));
    try {
      var options = range.map(whole::withRange).orElse(whole);
      return ofRecordedSize(stored.store().blockstore().open(stored.address(), options), entry);
    } catch (BlockstoreException e) {
      throw StoreFailures.translate(stored.store(), e);
    }
  }

  /** The headers that go out tell the entry's size, so no other can be sent. */
  private static OpenObject ofRecordedSize(OpenObject object, Entry entry) {
    long size = object.info().size();
    if (size != entry.size()) {
      object.close();
      throw new BlockstoreException(
          BlockstoreException.Kind.CHANGED,
          "%s has %d bytes there, but %d by its entry"
              .formatted(object.info().address(), size, entry.size()));
    }
    return object;
  }

  private static ObjectHeaders headers(Entry entry) {
    String type =
        entry.contentType().isEmpty() ? MediaType.APPLICATION_OCTET_STREAM : entry.contentType();
    return new ObjectHeaders(
        entry.size(), entry.etag(), entry.lastModified(), type, ContentDisposition.of(type));
  }
}
