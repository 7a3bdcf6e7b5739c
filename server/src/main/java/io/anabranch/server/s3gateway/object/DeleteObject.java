package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.objects.ObjectTarget;
import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What is not there is deleted already, a branch too. */
@Singleton
final class DeleteObject implements Operation {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  DeleteObject(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Override
  public String name() {
    return "DeleteObject";
  }

  @Override
  public Shape shape() {
    return Shape.of("DELETE", Target.OBJECT);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.DELETE_OBJECT);
    if (call.query().has("versionId")) {
      throw S3Error.NOT_IMPLEMENTED.exception(
          "What was committed stays: delete the object without versionId, and commit that");
    }
    var target = Targets.of(call, repositories);
    var condition = WriteConditions.of(call.request());
    try {
      delete(target, condition);
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.NotFound && condition.holds(Optional.empty()))) {
        throw e;
      }
    }
    return HttpResponse.noContent();
  }

  private void delete(ObjectTarget target, UploadCondition condition) {
    Repository repository = target.repository();
    if (condition instanceof UploadCondition.None) {
      engine.entries().delete(repository, target.branch(), target.path());
    } else if (!engine
        .entries()
        .deleteIf(repository, target.branch(), target.path(), condition::holds)) {
      throw condition.refusal(repository, target.branch(), target.path());
    }
  }
}
