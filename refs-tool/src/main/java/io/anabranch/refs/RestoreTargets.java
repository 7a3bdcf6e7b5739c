package io.anabranch.refs;

import io.anabranch.sdk.model.Repository;
import java.util.Optional;

/** Bare repositories to be filled: a run that was cut off may have created one. */
final class RestoreTargets {

  /** What is there under a name. */
  enum Found {
    NONE,
    BARE,
    FILLED
  }

  private final Session session;
  private final ServerRepositories repositories;

  RestoreTargets(Session session, ServerRepositories repositories) {
    this.session = session;
    this.repositories = repositories;
  }

  /**
   * Changes nothing.
   *
   * @throws RefsException if another repository is at that place, or this one at another
   */
  Found look(Definition wanted, Place place) {
    requireUnused(wanted, place);
    Optional<Repository> there = repositories.find(wanted.name());
    if (there.isEmpty()) {
      return Found.NONE;
    }
    requireSamePlace(there.get(), place);
    return repositories.isBare(wanted.name()) ? Found.BARE : Found.FILLED;
  }

  void create(Definition wanted) {
    repositories.createBare(wanted);
    session.say("Created repository: " + wanted.name());
  }

  /** Two repositories over one namespace would collect each other's objects. */
  private void requireUnused(Definition wanted, Place place) {
    var user =
        repositories
            .all()
            .filter(other -> !other.getId().equals(wanted.name()))
            .filter(other -> ServerRepositories.place(other).equals(place))
            .findFirst();
    if (user.isPresent()) {
      throw new RefsException(
          "%s is in use by repository '%s': delete that, or copy the data and use"
                  .formatted(place, user.get().getId())
              + " --storage-namespace");
    }
  }

  private static void requireSamePlace(Repository there, Place place) {
    Place other = ServerRepositories.place(there);
    if (!other.equals(place)) {
      throw new RefsException(
          "there is a repository '%s' already, at %s and not at %s"
              .formatted(there.getId(), other, place));
    }
  }
}
