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
   * @param force changes a read-only repository too, but not one on a read-only store
   * @throws io.anabranch.versioning.failure.FailureException Forbidden when it is read-only
   */
  Repository getWritable(String name, boolean force);

  /**
   * As {@link #get}, for an operation that changes nothing of the repository but writes to its
   * store.
   *
   * @throws io.anabranch.versioning.failure.FailureException Forbidden when that is read-only
   */
  Repository getStorable(String name);
}
