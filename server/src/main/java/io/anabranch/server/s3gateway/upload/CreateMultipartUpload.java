package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.object.ObjectRecord;
import io.anabranch.server.s3gateway.object.PutBody;
import io.anabranch.server.s3gateway.object.Targets;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
final class CreateMultipartUpload implements Operation {

  private final RepositoryLookup repositories;
  private final Multiparts uploads;

  CreateMultipartUpload(RepositoryLookup repositories, Multiparts uploads) {
    this.repositories = repositories;
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "CreateMultipartUpload";
  }

  @Override
  public Shape shape() {
    return Shape.of("POST", Target.OBJECT, "uploads");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    var target = Targets.of(call, repositories);
    PutBody.refuseCustomerKeys(call);
    Optional<UploadChecksum> checksum = UploadChecksum.of(call.request());
    var description =
        new Description(
            call.request()
                .header(HttpHeaders.CONTENT_TYPE)
                .orElse(MediaType.APPLICATION_OCTET_STREAM),
            ObjectRecord.of(call.request()),
            checksum.map(UploadChecksum::algorithm).map(Enum::name),
            checksum.map(UploadChecksum::type));
    String id =
        Targets.onBranch(
            target,
            () ->
                uploads.begin(
                    call.userId(),
                    target.repository(),
                    target.branch(),
                    target.path(),
                    description));
    MutableHttpResponse<?> response =
        Xml.of("InitiateMultipartUploadResult")
            .put("Bucket", target.repository().name())
            .put("Key", call.request().address().key())
            .put("UploadId", id)
            .answer();
    checksum.ifPresent(
        sum ->
            response
                .header(UploadChecksum.ALGORITHM, sum.algorithm().name())
                .header(UploadChecksum.TYPE, sum.type()));
    return response;
  }
}
