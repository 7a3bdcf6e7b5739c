package io.anabranch.versioning.range;

import io.anabranch.versioning.model.TreeLocation;
import java.lang.foreign.MemorySegment;

/**
 * Keeps the files of ranges and metaranges, each under the hash of its contents. Files are never
 * changed, so an implementation may cache them for as long as it likes. Safe for use by many
 * threads; calls block.
 */
public interface RangeStorage {

  /**
   * The bytes of a file, whole, valid for as long as the segment is reachable.
   *
   * @param id of a range or a metarange, 64 hex characters
   * @throws io.anabranch.versioning.failure.FailureException Gone when there is no such file,
   *     Unavailable when the store does not answer, Corrupt when it can be told already that the
   *     file is damaged
   */
  MemorySegment read(TreeLocation location, String id);

  /**
   * Writes a file; it is durable on return. Writing a file that exists already is success: equal
   * ids mean equal contents.
   */
  void write(TreeLocation location, String id, MemorySegment file);

  /**
   * Says that a file that was read is not what its id promises. Caches drop it, so that the next
   * read asks the store itself; the store keeps it.
   */
  void forget(TreeLocation location, String id);
}
