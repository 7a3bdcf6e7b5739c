package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.objects.Uploads;
import io.anabranch.server.s3gateway.protocol.BodyFaults;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.SortedMap;

@Singleton
final class PutObject implements Operation {

  private final RepositoryLookup repositories;
  private final Uploads uploads;

  PutObject(RepositoryLookup repositories, Uploads uploads) {
    this.repositories = repositories;
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "PutObject";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.OBJECT);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    var target = Targets.of(call, repositories);
    var condition = WriteConditions.of(call.request());
    SortedMap<String, String> metadata = ObjectRecord.of(call.request());
    try (PutBody body = PutBody.of(call)) {
      Entry entry =
          Targets.onBranch(
              target,
              () ->
                  uploads.upload(
                      call.userId(),
                      target,
                      body.body(),
                      () -> {
                        ObjectRecord.putChecksums(metadata, body.checksums());
                        return metadata;
                      },
                      condition));
      MutableHttpResponse<?> response =
          HttpResponse.ok().header(HttpHeaders.ETAG, ObjectAnswers.quoted(entry.etag()));
      ObjectRecord.addChecksums(entry.metadata(), response);
      return response;
    } catch (IOException e) {
      throw BodyFaults.refusal(e);
    }
  }
}
