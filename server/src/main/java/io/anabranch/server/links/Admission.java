package io.anabranch.server.links;

import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;

/**
 * Looks again at what may have changed since a link was made, as far as memory tells: the
 * repository, and the settings of its store. Not the user: links of the stores know none either.
 * Safe for use by many threads.
 */
@Singleton
final class Admission {

  private final RepositoryLookup repositories;
  private final PhysicalAddresses addresses;

  Admission(RepositoryLookup repositories, PhysicalAddresses addresses) {
    this.repositories = repositories;
    this.addresses = addresses;
  }

  /** Where the object lies; throws NotFound for the repository, Forbidden, Unavailable. */
  Resolved toRead(Grant grant) {
    return admit(grant, repository(grant));
  }

  /** As {@link #toRead}; Forbidden also when the repository has become read-only. */
  Resolved toWrite(Grant grant) {
    Repository repository = repository(grant);
    if (repository.readOnly()) {
      throw forbidden(
          "repository '%s' has become read-only since the link was made"
              .formatted(repository.name()));
    }
    Resolved resolved = admit(grant, repository);
    if (resolved.store().isReadOnly()) {
      throw forbidden(
          "store '%s' has become read-only since the link was made"
              .formatted(resolved.store().name()));
    }
    return resolved;
  }

  private Repository repository(Grant grant) {
    Repository repository = repositories.get(grant.place().repository());
    if (repository.id() != grant.repositoryId()
        || !repository.location().storageId().equals(grant.storageId())) {
      throw forbidden(
          "the link is for a repository that was deleted, and not for the '%s' of now"
              .formatted(repository.name()));
    }
    return repository;
  }

  private Resolved admit(Grant grant, Repository repository) {
    var at = grant.at();
    Resolved resolved = addresses.resolve(repository.location(), at.address(), at.type());
    if (!resolved.store().presign().enabled()) {
      throw forbidden(
          "the store of repository '%s' honours no links any more (disable_pre_signed)"
              .formatted(repository.name()));
    }
    return resolved;
  }

  private static FailureException forbidden(String message) {
    return new FailureException(new Failure.Forbidden(message));
  }
}
