package io.anabranch.server.stores;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.foreign.MemorySegment;

/**
 * Checks the checksums of every file of a tree as it comes from its store, so that no cache above
 * ever keeps a damaged one. The counter {@code anabranch.tree.files.damaged} tells how many did not
 * pass. Safe for use by many threads.
 */
public final class VerifiedRangeStorage implements RangeStorage {

  private final RangeStorage below;
  private final Counter damaged;

  public VerifiedRangeStorage(RangeStorage below, MeterRegistry registry) {
    this.below = below;
    this.damaged =
        Counter.builder("anabranch.tree.files.damaged")
            .description("files of trees that a store returned and that are not what was written")
            .register(registry);
  }

  /** Throws Corrupt, which names the store, the namespace and the file, when it is damaged. */
  @Override
  public MemorySegment read(TreeLocation location, String id) {
    MemorySegment file = below.read(location, id);
    try {
      SortedRunReader.open(file, id).verify();
      return file;
    } catch (FailureException e) {
      damaged.increment();
      throw new FailureException(
          new Failure.Corrupt(label(location) + ": " + e.failure().message()), e);
    }
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    below.write(location, id, file);
  }

  @Override
  public void forget(TreeLocation location, String id) {
    below.forget(location, id);
  }

  private static String label(TreeLocation location) {
    return (location.storageId().isEmpty() ? "The store" : "Store `" + location.storageId() + "`")
        + " at "
        + location.storageNamespace();
  }
}
