package io.anabranch.versioning.memory;

import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.protection.BranchProtection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes up repositories. */
public final class Repositories {

  private static final AtomicInteger IDS = new AtomicInteger();

  private Repositories() {}

  public static Repository next() {
    int id = IDS.incrementAndGet();
    return new Repository(
        id,
        "repository-" + id,
        new TreeLocation("", "mem://repository-" + id),
        "main",
        Instant.EPOCH,
        false,
        BranchProtection.NONE);
  }

  /** The same one, with rules. */
  public static Repository withProtection(Repository repository, String... patterns) {
    return new Repository(
        repository.id(),
        repository.name(),
        repository.location(),
        repository.defaultBranch(),
        repository.creationDate(),
        repository.readOnly(),
        new BranchProtection(List.of(patterns)));
  }
}
