package io.anabranch.server.repositories;

import io.anabranch.versioning.model.Repository;
import java.util.List;

/**
 * A page of repositories.
 *
 * @param next after which name the list goes on; empty at its end
 */
public record ListedRepositories(List<Repository> repositories, String next) {

  /** The page of {@code amount} repositories, from all that were found. */
  public static ListedRepositories cut(List<Repository> found, int amount) {
    return found.size() > amount
        ? new ListedRepositories(found.subList(0, amount), found.get(amount - 1).name())
        : new ListedRepositories(found, "");
  }
}
