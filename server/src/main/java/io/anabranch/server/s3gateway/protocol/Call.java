package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.signature.Payload;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import java.util.Optional;

/**
 * A request of somebody who is known.
 *
 * @param payload how its body is to be read
 * @param bucket the repository that is named; empty when none is
 */
public record Call(S3Request request, Caller caller, Payload payload, Optional<Repository> bucket) {

  /** Of an operation on a repository or something in it. */
  public Repository repository() {
    return bucket.orElseThrow();
  }

  /**
   * The repository, to change something in it.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception READ_ONLY_REPOSITORY, or
   *     PROTECTED_BRANCH when the branch that is named cannot be written to
   */
  public Repository writable(RepositoryLookup repositories) {
    Repository repository;
    try {
      repository = repositories.getWritable(repository().name(), false);
    } catch (FailureException e) {
      throw e.failure() instanceof Failure.Forbidden
          ? S3Error.READ_ONLY_REPOSITORY.exception(e.failure().message())
          : e;
    }
    if (repository.protection().protects(ref())) {
      throw S3Error.PROTECTED_BRANCH.exception(
          "Branch '%s' of repository '%s' is protected: change it by a merge"
              .formatted(ref(), repository.name()));
    }
    return repository;
  }

  public String ref() {
    return request.address().ref();
  }

  public String path() {
    return request.address().path();
  }

  public Query query() {
    return request.query();
  }

  public String userId() {
    return caller.user().id();
  }

  /** Asks whether the caller may do something to the object that is named. */
  public void requireOnObject(Action action) {
    caller.require(action, Resource.object(repository().name(), path()));
  }

  /** Asks whether the caller may do something to the repository that is named. */
  public void requireOnRepository(Action action) {
    caller.require(action, Resource.repository(repository().name()));
  }
}
