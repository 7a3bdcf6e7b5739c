package io.anabranch.versioning.memory;

import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import java.time.Instant;
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
        false);
  }
}
