package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.access.Action;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Owner;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
final class ListParts implements Operation {

  private static final int MOST = 1_000;
  private static final String MARKER = "part-number-marker";

  private final Multiparts uploads;

  ListParts(Multiparts uploads) {
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "ListParts";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.OBJECT, Keys.ID);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    Upload upload = uploads.get(Keys.of(call));
    int after =
        call.query().get(MARKER).isEmpty() ? 0 : call.query().number(MARKER, 0, Integer.MAX_VALUE);
    int most = call.query().count("max-parts", MOST);
    Page<Part> page =
        most == 0 ? new Page<>(List.of(), false) : uploads.listParts(upload, after, most);
    Optional<UploadChecksum> checksum = UploadChecksum.of(upload.description());
    Xml xml =
        Xml.of("ListPartsResult")
            .put("Bucket", call.repository().name())
            .put("Key", call.request().address().key())
            .put("UploadId", upload.id())
            .put("PartNumberMarker", after)
            .put("MaxParts", most)
            .put("IsTruncated", page.hasMore());
    if (page.hasMore()) {
      xml.put("NextPartNumberMarker", page.items().getLast().number());
    }
    checksum.ifPresent(
        sum ->
            xml.put("ChecksumAlgorithm", sum.algorithm().name()).put("ChecksumType", sum.type()));
    for (Part part : page.items()) {
      xml.open("Part")
          .put("PartNumber", part.number())
          .put("LastModified", part.receivedAt())
          .put("ETag", '"' + part.md5() + '"')
          .put("Size", part.size());
      Checksums.put(xml, checksum, part.checksum());
      xml.close();
    }
    return Owner.put(Owner.put(xml, "Initiator")).put("StorageClass", "STANDARD").answer();
  }
}
