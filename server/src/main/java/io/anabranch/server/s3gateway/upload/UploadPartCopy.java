package io.anabranch.server.s3gateway.upload;

import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.bytes.ByteRangeHeader;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.objects.ObjectReads;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.multipart.PartBody;
import io.anabranch.server.s3gateway.multipart.Parts;
import io.anabranch.server.s3gateway.multipart.UploadKey;
import io.anabranch.server.s3gateway.object.CopySource;
import io.anabranch.server.s3gateway.object.Targets;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes come through here, also within a store: only so their MD5 is known, which not every
 * store tells.
 */
@Singleton
final class UploadPartCopy implements Operation {

  private static final String RANGE = "x-amz-copy-source-range";

  private final RepositoryLookup repositories;
  private final CopySource sources;
  private final ObjectReads reads;
  private final Multiparts uploads;
  private final Parts parts;

  UploadPartCopy(
      RepositoryLookup repositories,
      CopySource sources,
      ObjectReads reads,
      Multiparts uploads,
      Parts parts) {
    this.repositories = repositories;
    this.sources = sources;
    this.reads = reads;
    this.uploads = uploads;
    this.parts = parts;
  }

  @Override
  public String name() {
    return "UploadPartCopy";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.OBJECT, Keys.ID).copying();
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    FoundObject source = sources.get(call);
    UploadKey key = Keys.of(call, Targets.of(call, repositories));
    int number = Keys.number(call);
    Optional<UploadChecksum> checksum = UploadChecksum.of(uploads.get(key).description());
    Part part;
    try (OpenObject object = reads.open(source, range(call, source))) {
      var summed = new SummedStream(object.stream(), checksum.map(UploadChecksum::algorithm));
      var body = new UploadBody(summed, OptionalLong.of(object.length()), "", null);
      part = parts.put(call.userId(), key, number, new PartBody(body, summed::checksum));
    }
    Xml xml =
        Xml.of("CopyPartResult")
            .put("LastModified", part.receivedAt())
            .put("ETag", '"' + part.md5() + '"');
    Checksums.put(xml, checksum, part.checksum());
    return xml.answer();
  }

  private static Optional<ByteRange> range(Call call, FoundObject source) {
    Optional<String> header = call.request().header(RANGE);
    if (header.filter(range -> !ByteRangeHeader.isReadable(range)).isPresent()) {
      throw S3Error.INVALID_ARGUMENT.exception(RANGE + " must be bytes=first-last");
    }
    return header.flatMap(range -> ByteRangeHeader.parse(range, source.entry().size()));
  }
}
