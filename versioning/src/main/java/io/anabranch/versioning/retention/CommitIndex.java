package io.anabranch.versioning.retention;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.CommitId;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Numbers the commits of a repository, in 32 bytes for each: walks over all of them use arrays
 * instead of maps. Not for use by many threads.
 */
final class CommitIndex {

  /** With what a walk keeps of each, some 250 MB. */
  private static final int MAX_COMMITS = 4_000_000;

  private static final int ID_BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();

  private byte[] ids = new byte[1_000 * ID_BYTES];
  private int size;

  /** Ids must be added in ascending order. Throws Unsupported beyond {@value #MAX_COMMITS}. */
  void add(CommitId id) {
    if (size == MAX_COMMITS) {
      throw new FailureException(
          new Failure.Unsupported(
              "retention is worked out for at most %,d commits of a repository".formatted(size)));
    }
    if ((size + 1) * ID_BYTES > ids.length) {
      ids = Arrays.copyOf(ids, Math.min(2 * ids.length, MAX_COMMITS * ID_BYTES));
    }
    System.arraycopy(HEX.parseHex(id.value()), 0, ids, size * ID_BYTES, ID_BYTES);
    size++;
  }

  int size() {
    return size;
  }

  /** The number of a commit, from 0 on; negative when it is not one of these. */
  int find(CommitId id) {
    byte[] wanted = HEX.parseHex(id.value());
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = middle * ID_BYTES;
      int order = Arrays.compareUnsigned(ids, at, at + ID_BYTES, wanted, 0, ID_BYTES);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
