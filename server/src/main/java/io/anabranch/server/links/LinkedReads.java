package io.anabranch.server.links;

import io.anabranch.blockstore.AttachmentHeader;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.server.bytes.ByteRangeHeader;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.server.bytes.ObjectHeaders;
import io.anabranch.server.links.Grant.Permission.Reading;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.PinnedReads;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Pin;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what links lead to, as a plain store would: the store's ETag, bytes of no special type, to
 * be saved and not shown. Safe for use by many threads.
 */
@Singleton
final class LinkedReads {

  private final Admission admission;

  LinkedReads(Admission admission) {
    this.admission = admission;
  }

  HttpResponse<?> get(ServerHttpRequest<?> request, Grant grant, @Nullable String rangeHeader) {
    Pin pin = requireReading(grant).pin();
    Resolved at = admission.toRead(grant);
    return StoreFailures.translating(
        at.store(),
        () -> {
          Optional<ByteRange> range = Optional.empty();
          if (rangeHeader != null) {
            range = ByteRangeHeader.parse(rangeHeader, describe(at, pin).size());
          }
          ReadOptions whole = PinnedReads.whole(pin);
          OpenObject object =
              at.store().blockstore().open(at.address(), range.map(whole::withRange).orElse(whole));
          return headers(grant, object.info())
              .answerToGet(range)
              .body(ObjectBody.of(request, object));
        });
  }

  HttpResponse<?> head(Grant grant, @Nullable String rangeHeader) {
    Pin pin = requireReading(grant).pin();
    Resolved at = admission.toRead(grant);
    ObjectInfo info = StoreFailures.translating(at.store(), () -> describe(at, pin));
    return headers(grant, info).answerToHead(ByteRangeHeader.parse(rangeHeader, info.size()));
  }

  /** Only opening it tells of a pinned object whether it is the one. */
  private static ObjectInfo describe(Resolved at, Pin pin) {
    Blockstore blockstore = at.store().blockstore();
    if (pin.isNone()) {
      return blockstore.stat(at.address());
    }
    try (OpenObject object = blockstore.open(at.address(), PinnedReads.whole(pin))) {
      return object.info();
    }
  }

  private static Reading requireReading(Grant grant) {
    if (!(grant.permission() instanceof Reading reading)) {
      throw new FailureException(
          new Failure.Forbidden("the link is for writing with PUT: it does not let you read"));
    }
    return reading;
  }

  private static ObjectHeaders headers(Grant grant, ObjectInfo info) {
    return new ObjectHeaders(
        info.size(),
        info.etag(),
        info.lastModified(),
        MediaType.APPLICATION_OCTET_STREAM,
        AttachmentHeader.of(grant.place().name()));
  }
}
