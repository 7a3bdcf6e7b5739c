package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lays one tree over another: the result has the records of both. A range that nothing else reaches
 * into is listed as it is, without being read.
 */
final class TreeOverlay {

  private final TreeCursor base;
  private final TreeCursor over;
  private final OverlayRule rule;

  /** Ascending, none within another. */
  private final List<Key> cleared;

  private final TreeWriter writer;

  /** Of the first cleared prefix that the base has not passed. */
  private int next;

  /**
   * @param cleared prefixes below which the base counts for nothing
   */
  TreeOverlay(
      TreeCursor base,
      TreeCursor over,
      OverlayRule rule,
      Collection<Key> cleared,
      TreeWriter writer) {
    this.base = base;
    this.over = over;
    this.rule = rule;
    this.cleared = outermost(cleared);
    this.writer = writer;
  }

  /** Gives the writer the whole result. */
  void apply() {
    while (!base.isAtEnd() || !over.isAtEnd()) {
      if (base.isBeforeSameRange(over)) {
        writer.appendRanges(over, over.key());
        base.skipRange();
      } else if (!skipCleared() && !takeWholeRange()) {
        takeRecord();
      }
    }
  }

  /** Whether the base stood below a cleared prefix, and does so no more. */
  private boolean skipCleared() {
    while (next < cleared.size() && !base.isAtEnd()) {
      Key prefix = cleared.get(next);
      if (base.compareKey(prefix) < 0) {
        return false;
      }
      Key after = prefix.afterPrefix();
      if (after == null || base.compareKey(after) < 0) {
        leave(after);
        return true;
      }
      next++;
    }
    return false;
  }

  private void leave(@Nullable Key after) {
    if (after != null) {
      base.seek(after);
      return;
    }
    while (!base.isAtEnd()) {
      base.skipRange();
    }
  }

  private boolean takeWholeRange() {
    if (base.isBeforeRange()) {
      Key end = endOfBaseAlone();
      if (base.isRangeBefore(end)) {
        writer.appendRanges(base, end);
        return true;
      }
    }
    if (over.isRangeBefore(base)) {
      writer.appendRanges(over, base.isAtEnd() ? null : base.key());
      return true;
    }
    return false;
  }

  /** Up to here the base is the result; null when it is all along. */
  private @Nullable Key endOfBaseAlone() {
    Key prefix = next < cleared.size() ? cleared.get(next) : null;
    if (over.isAtEnd()) {
      return prefix;
    }
    return prefix == null || over.compareKey(prefix) < 0 ? over.key() : prefix;
  }

  private void takeRecord() {
    int order = base.compareTo(over);
    boolean both = order == 0;
    if (order < 0 || (both && rule == OverlayRule.BASE_WINS)) {
      take(base);
      skip(both, over);
    } else {
      take(over);
      skip(both, base);
    }
  }

  private void take(TreeCursor from) {
    enter(from);
    writer.append(from.record());
    from.next();
  }

  private void skip(boolean present, TreeCursor from) {
    if (present) {
      enter(from);
      from.next();
    }
  }

  private void enter(TreeCursor tree) {
    if (tree.isBeforeRange()) {
      writer.knowStored(tree.range().id());
      tree.enter();
    }
  }

  private static List<Key> outermost(Collection<Key> prefixes) {
    List<Key> outermost = new ArrayList<>();
    for (Key prefix : prefixes.stream().sorted().toList()) {
      if (outermost.isEmpty() || !prefix.startsWith(outermost.getLast())) {
        outermost.add(prefix);
      }
    }
    return outermost;
  }
}
