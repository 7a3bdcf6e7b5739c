package io.anabranch.server.imports;

import io.anabranch.versioning.model.EntryRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records in ascending order, some at a time, so that not all are in memory at once. For one
 * thread.
 */
@FunctionalInterface
interface Batches {

  /** The next records, maybe none of them; null at the end. */
  @Nullable List<EntryRecord> next();
}
