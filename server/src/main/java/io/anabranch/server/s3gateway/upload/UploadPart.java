package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.multipart.PartBody;
import io.anabranch.server.s3gateway.multipart.Parts;
import io.anabranch.server.s3gateway.multipart.UploadKey;
import io.anabranch.server.s3gateway.object.PutBody;
import io.anabranch.server.s3gateway.object.Targets;
import io.anabranch.server.s3gateway.protocol.BodyFaults;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

@Singleton
final class UploadPart implements Operation {

  private final RepositoryLookup repositories;
  private final Multiparts uploads;
  private final Parts parts;

  UploadPart(RepositoryLookup repositories, Multiparts uploads, Parts parts) {
    this.repositories = repositories;
    this.uploads = uploads;
    this.parts = parts;
  }

  @Override
  public String name() {
    return "UploadPart";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.OBJECT, Keys.ID);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    UploadKey key = Keys.of(call, Targets.of(call, repositories));
    int number = Keys.number(call);
    Optional<UploadChecksum> checksum = UploadChecksum.of(uploads.get(key).description());
    try (PutBody body = PutBody.of(call)) {
      Part part =
          parts.put(
              call.userId(),
              key,
              number,
              new PartBody(
                  body.body(),
                  () ->
                      checksum
                          .map(sum -> sum.algorithm().header())
                          .map(header -> body.checksums().get(header))));
      MutableHttpResponse<?> response =
          HttpResponse.ok().header(HttpHeaders.ETAG, '"' + part.md5() + '"');
      body.checksums().forEach(response::header);
      return response;
    } catch (IOException e) {
      throw BodyFaults.refusal(e);
    }
  }
}
