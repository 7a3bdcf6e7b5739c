package io.anabranch.versioning.model;

import io.anabranch.versioning.protection.BranchProtection;
import java.time.Instant;

/**
 * A repository: a namespace of refs over one storage namespace of one store.
 *
 * @param id the number the server knows it by; never used again after the repository is deleted
 * @param name what people call it
 */
public record Repository(
    int id,
    String name,
    TreeLocation location,
    String defaultBranch,
    Instant creationDate,
    boolean readOnly,
    BranchProtection protection) {

  /** As if its data lay elsewhere: for a copy of it that is not complete yet. */
  public Repository at(TreeLocation other) {
    return new Repository(id, name, other, defaultBranch, creationDate, readOnly, protection);
  }
}
