package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.model.Key;
import java.lang.foreign.MemorySegment;

/**
 * A run that was written.
 *
 * @param id the hash of its records and user properties, 64 hex characters
 * @param file its bytes, which nothing changes any more
 * @param minKey the first key; empty when there are no records, as is {@code maxKey}
 * @param estimatedBytes the writer's estimate just before the end, which readers see as a property
 */
public record SortedRun(
    String id, MemorySegment file, Key minKey, Key maxKey, long count, long estimatedBytes) {}
