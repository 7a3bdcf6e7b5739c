package io.anabranch.server.api;

import io.anabranch.versioning.model.Repository;

/** Finds the repository that a request names. Safe for use by many threads. */
public interface RepositoryLookup {

  /**
   * @throws io.anabranch.versioning.failure.FailureException NotFound, or Invalid when it is no
   *     repository's name
   */
  Repository get(String name);

  /**
   * As {@link #get}, for an operation that changes the repository.
   *
   * @param force changes a read-only repository too
   * @throws io.anabranch.versioning.failure.FailureException Forbidden when it is read-only
   */
  Repository getWritable(String name, boolean force);
}
