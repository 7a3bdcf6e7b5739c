package io.anabranch.versioning.retention;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The commits of a repository with what each follows on its main line: trees whose leaves no other
 * commit follows. Cutoffs, in seconds, go from heads and leaves down to the roots; of several the
 * earliest counts. Not for use by many threads.
 */
final class MainLines {

  private static final int NONE = -1;
  private static final long NO_CUTOFF = Long.MAX_VALUE;

  private final CommitIndex index;
  private final int[] followed;
  private final int[] followers;
  private final long[] created;
  private final long[] cutoffs;
  private final BitSet heads = new BitSet();
  private final BitSet active = new BitSet();

  MainLines(CommitIndex index) {
    this.index = index;
    followed = new int[index.size()];
    followers = new int[index.size()];
    created = new long[index.size()];
    cutoffs = new long[index.size()];
    Arrays.fill(followed, NONE);
    Arrays.fill(cutoffs, NO_CUTOFF);
  }

  /** From which second on a commit is not older than so many days. */
  static long cutoff(Instant now, int days) {
    return now.getEpochSecond() - Duration.ofDays(days).toSeconds();
  }

  /** Passes over one that is not in the index. */
  void add(Commit commit) {
    int number = index.find(commit.id());
    if (number >= 0) {
      created[number] = commit.creationDate().getEpochSecond();
      if (!commit.parents().isEmpty()) {
        int parent = index.find(commit.mainLineFirst().getFirst());
        if (parent >= 0) {
          followed[number] = parent;
          followers[parent]++;
        }
      }
    }
  }

  /** Its number; negative when it is not in the index. */
  int find(CommitId id) {
    return index.find(id);
  }

  /** A commit that a branch stands on. */
  void head(int number, long cutoff) {
    heads.set(number);
    active.set(number);
    reached(number, cutoff);
  }

  /** A commit that one which is not in the index followed. */
  void follow(int number, long cutoff, boolean followerIsYoung) {
    if (followerIsYoung) {
      active.set(number);
    }
    reached(number, cutoff);
  }

  private void reached(int number, long cutoff) {
    cutoffs[number] = Math.min(cutoffs[number], cutoff);
  }

  /** Goes from the leaves down; to be called once, when all heads are known. */
  void settle(long defaultCutoff) {
    int[] ready = new int[followed.length];
    int count = 0;
    for (int number = 0; number < followed.length; number++) {
      if (followers[number] == 0) {
        settleLeaf(number, defaultCutoff);
        ready[count++] = number;
      }
    }
    while (count > 0) {
      int number = ready[--count];
      int parent = followed[number];
      if (parent != NONE) {
        follow(parent, cutoffs[number], created[number] >= cutoffs[number]);
        if (--followers[parent] == 0) {
          ready[count++] = parent;
        }
      }
    }
  }

  private void settleLeaf(int number, long defaultCutoff) {
    if (!heads.get(number)) {
      reached(number, defaultCutoff);
      if (created[number] >= defaultCutoff) {
        active.set(number);
      }
    }
  }

  BitSet active() {
    return active;
  }
}
