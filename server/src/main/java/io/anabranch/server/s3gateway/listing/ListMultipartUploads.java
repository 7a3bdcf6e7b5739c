package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.access.Action;
import io.anabranch.server.postgres.MultipartTable.Position;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Owner;
import io.anabranch.server.s3gateway.protocol.PercentEncoding;
import io.anabranch.server.s3gateway.protocol.Query;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

@Singleton
final class ListMultipartUploads implements Operation {

  private static final int MOST = 1_000;

  /** What is on a page. */
  private sealed interface Listed {
    record Prefix(String prefix) implements Listed {}

    record Of(String key, Upload upload) implements Listed {}
  }

  private record Listing(List<Listed> items, boolean hasMore) {}

  private final Multiparts uploads;

  ListMultipartUploads(Multiparts uploads) {
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "ListMultipartUploads";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET, "uploads");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.LIST_OBJECTS);
    Query query = call.query();
    String prefix = query.get("prefix");
    String delimiter = query.get("delimiter");
    String keyMarker = query.get("key-marker");
    String idMarker = query.get("upload-id-marker");
    int most = query.count("max-uploads", MOST);
    boolean encoded = ListRequest.isEncoded(query);
    Position after =
        keyMarker.isEmpty()
            ? Position.START
            : idMarker.isEmpty()
                ? afterMarker(keyMarker, prefix, delimiter)
                : new Position(keyMarker, idMarker);
    Listing page = list(call.repository(), prefix, delimiter, after, most);
    Xml xml =
        Xml.of("ListMultipartUploadsResult")
            .put("Bucket", call.repository().name())
            .put("KeyMarker", text(keyMarker, encoded))
            .put("UploadIdMarker", idMarker)
            .put("Prefix", text(prefix, encoded))
            .put("Delimiter", text(delimiter, encoded))
            .put("MaxUploads", most)
            .put("IsTruncated", page.hasMore());
    if (encoded) {
      xml.put("EncodingType", "url");
    }
    if (page.hasMore()) {
      switch (page.items().getLast()) {
        case Listed.Prefix(String last) -> xml.put("NextKeyMarker", text(last, encoded));
        case Listed.Of(String key, Upload upload) ->
            xml.put("NextKeyMarker", text(key, encoded)).put("NextUploadIdMarker", upload.id());
      }
    }
    page.items().forEach(item -> put(xml, item, encoded));
    return xml.answer();
  }

  private static Position afterMarker(String marker, String prefix, String delimiter) {
    boolean group =
        !delimiter.isEmpty()
            && marker.endsWith(delimiter)
            && marker.startsWith(prefix)
            && marker.length() > prefix.length();
    return group ? afterPrefix(marker) : Position.afterKey(marker);
  }

  /** No key of the group is greater: it would have to hold the greatest character there is. */
  private static Position afterPrefix(String prefix) {
    return Position.afterKey(prefix + Character.toString(Character.MAX_CODE_POINT));
  }

  private Listing list(
      Repository repository, String prefix, String delimiter, Position start, int most) {
    List<Listed> items = new ArrayList<>();
    Position after = start;
    while (items.size() < most) {
      Page<Upload> page = uploads.list(repository, prefix, after, most - items.size());
      boolean sought = false;
      for (Upload upload : page.items()) {
        String key = upload.place().branch() + "/" + upload.place().path();
        int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (end >= 0) {
          String group = key.substring(0, end + delimiter.length());
          items.add(new Listed.Prefix(group));
          after = afterPrefix(group);
          sought = true;
          break;
        }
        items.add(new Listed.Of(key, upload));
        after = new Position(key, upload.id());
      }
      if (!sought && !page.hasMore()) {
        return new Listing(items, false);
      }
    }
    boolean more = most > 0 && !uploads.list(repository, prefix, after, 1).items().isEmpty();
    return new Listing(items, more);
  }

  private static void put(Xml xml, Listed item, boolean encoded) {
    switch (item) {
      case Listed.Prefix(String prefix) ->
          xml.open("CommonPrefixes").put("Prefix", text(prefix, encoded)).close();
      case Listed.Of(String key, Upload upload) -> {
        xml.open("Upload").put("Key", text(key, encoded)).put("UploadId", upload.id());
        Owner.put(Owner.put(xml, "Initiator"))
            .put("StorageClass", "STANDARD")
            .put("Initiated", upload.createdAt())
            .close();
      }
    }
  }

  private static String text(String key, boolean encoded) {
    return encoded ? PercentEncoding.encode(key, true) : key;
  }
}
