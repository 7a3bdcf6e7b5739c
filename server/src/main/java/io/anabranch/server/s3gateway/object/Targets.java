package io.anabranch.server.s3gateway.object;

import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.objects.ObjectTarget;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import java.util.function.Supplier;

/** Where objects are to be written. */
public final class Targets {

  private Targets() {}

  /**
   * What a request names, to be written to.
   *
   * @throws S3Exception READ_ONLY_REPOSITORY, PROTECTED_BRANCH, KEY_TOO_LONG; NO_SUCH_BUCKET for
   *     what can be no branch
   */
  public static ObjectTarget of(Call call, RepositoryLookup repositories) {
    Repository repository = call.writable(repositories);
    var target = new ObjectTarget(repository, call.ref(), call.path());
    if (!Names.isBranch(call.ref())) {
      throw noBranch(target);
    }
    FoundObjects.requirePath(call.path());
    return target;
  }

  /**
   * Does what writes there.
   *
   * @throws S3Exception NO_SUCH_BUCKET when there is no such branch
   */
  public static <T> T onBranch(ObjectTarget target, Supplier<T> work) {
    try {
      return work.get();
    } catch (FailureException e) {
      throw e.failure() instanceof Failure.NotFound ? noBranch(target) : e;
    }
  }

  /** As clients of the field know it. */
  private static S3Exception noBranch(ObjectTarget target) {
    return S3Error.NO_SUCH_BUCKET.exception(
        "Repository '%s' has no branch '%s', and only to branches can be written"
            .formatted(target.repository().name(), target.branch()));
  }
}
