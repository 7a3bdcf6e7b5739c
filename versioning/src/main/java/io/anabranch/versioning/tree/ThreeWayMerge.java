package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges three trees. For each key, absence being a value like any other: what source and
 * destination agree on stays; what only one of them changed since the base is taken from it; else
 * the key is in conflict and the rule decides.
 *
 * <p>What source and base have alike, ranges or records, is passed over in both: until one of them
 * has a key again, whatever the destination has there is the result. Likewise, with the roles
 * exchanged, for destination and base. A range that source and destination share is the result. So
 * at any time the keys of at most one tree lag behind the other two's, and ranges of it that end
 * before their next key are taken whole. What two trees share is not even read.
 */
final class ThreeWayMerge {

  static final int MAX_CONFLICTS = 1_000;

  private final TreeCursor base;
  private final TreeCursor source;
  private final TreeCursor destination;
  private final MergeRule rule;
  private final TreeWriter writer;
  private final List<Key> conflicts = new ArrayList<>();
  private boolean takesFromSource;

  ThreeWayMerge(
      TreeCursor base,
      TreeCursor source,
      TreeCursor destination,
      MergeRule rule,
      TreeWriter writer) {
    this.base = base;
    this.source = source;
    this.destination = destination;
    this.rule = rule;
    this.writer = writer;
  }

  /** Gives the writer the whole merged tree, unless conflicts are left. */
  void merge() {
    while (conflicts.size() < MAX_CONFLICTS && !(source.isAtEnd() && destination.isAtEnd())) {
      if (!mergeRanges()) {
        mergeKey();
      }
    }
  }

  /** In ascending order, the first ones only; empty when the tree was written. */
  List<Key> conflicts() {
    return conflicts;
  }

  /** Whether the merged tree may be another one than the destination. */
  boolean takesFromSource() {
    return takesFromSource;
  }

  /** Goes on by whole ranges if that is possible here. */
  private boolean mergeRanges() {
    if (source.isBeforeSameRange(base)) {
      source.skipSameRanges(base, null);
    } else if (destination.isBeforeSameRange(base)) {
      takesFromSource = true;
      destination.skipSameRanges(base, null);
    } else if (source.isBeforeSameRange(destination)) {
      takeRanges(destination, destination.key());
      source.skipRange();
    } else if (destination.isRangeBefore(source) && destination.isRangeBefore(base)) {
      takeRanges(destination, leastKey(source, base));
    } else if (source.isRangeBefore(destination) && source.isRangeBefore(base)) {
      takesFromSource = true;
      takeRanges(source, leastKey(destination, base));
    } else {
      TreeCursor next = source.compareTo(destination) < 0 ? source : destination;
      if (base.compareTo(next) >= 0) {
        return false;
      }
      // Both sides deleted what only the base has.
      base.seek(next.key());
    }
    return true;
  }

  /** Takes the range that the tree is before, and those after it that end before a key. */
  private void takeRanges(TreeCursor from, @Nullable Key end) {
    if (conflicts.isEmpty()) {
      writer.appendRanges(from, end);
    } else {
      from.skipRange();
    }
  }

  /** Decides the least key of the three. */
  private void mergeKey() {
    TreeCursor least = source.compareTo(destination) < 0 ? source : destination;
    TreeCursor s = enterAt(least, source);
    TreeCursor d = enterAt(least, destination);
    TreeCursor b = enterAt(least, base);
    if (b != null && s != null && s.sameIdentity(b)) {
      s.skipSameRecords(b, null);
    } else if (b != null && d != null && d.sameIdentity(b)) {
      takesFromSource = true;
      d.skipSameRecords(b, null);
    } else {
      takeKey(least, s, d, b);
      advance(s);
      advance(d);
      advance(b);
    }
  }

  private void takeKey(
      TreeCursor least, @Nullable TreeCursor s, @Nullable TreeCursor d, @Nullable TreeCursor b) {
    if (same(s, d) || same(s, b)) {
      take(d);
    } else if (same(d, b)) {
      takesFromSource = true;
      take(s);
    } else {
      mergeConflict(least, s, d);
    }
  }

  private void mergeConflict(TreeCursor least, @Nullable TreeCursor s, @Nullable TreeCursor d) {
    switch (rule) {
      case FAIL_ON_CONFLICT -> conflicts.add(least.key());
      case SOURCE_WINS -> {
        takesFromSource = true;
        take(s);
      }
      case DESTINATION_WINS -> take(d);
    }
  }

  /** Null when both are at the end. */
  private static @Nullable Key leastKey(TreeCursor a, TreeCursor b) {
    TreeCursor least = a.compareTo(b) < 0 ? a : b;
    return least.isAtEnd() ? null : least.key();
  }

  /** The tree, ready to be read, if it has a record at the least key; null if it has none. */
  private static @Nullable TreeCursor enterAt(TreeCursor least, TreeCursor tree) {
    if (tree != least && tree.compareTo(least) != 0) {
      return null;
    }
    tree.enter();
    return tree;
  }

  private static boolean same(@Nullable TreeCursor a, @Nullable TreeCursor b) {
    if (a == null || b == null) {
      return a == b;
    }
    return a.sameIdentity(b);
  }

  private void take(@Nullable TreeCursor from) {
    if (from != null && conflicts.isEmpty()) {
      writer.append(from.record());
    }
  }

  private static void advance(@Nullable TreeCursor tree) {
    if (tree != null) {
      tree.next();
    }
  }
}
