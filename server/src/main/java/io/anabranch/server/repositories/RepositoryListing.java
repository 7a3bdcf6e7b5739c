package io.anabranch.server.repositories;

import io.anabranch.server.auth.Caller;

/** Lists the repositories that somebody may know of. Safe for use by many threads. */
public interface RepositoryListing {

  /**
   * A page of those that the caller may read, in the order of their names. Looks at a bounded
   * number only, so a page may have fewer than were asked for though others follow.
   *
   * @param search what the name has in it; empty for all
   * @param amount as {@link io.anabranch.versioning.listing.PageRequest#amount} takes it
   * @throws io.anabranch.versioning.failure.FailureException Forbidden when the caller may list
   *     none
   */
  ListedRepositories list(Caller caller, String prefix, String search, String after, int amount);
}
