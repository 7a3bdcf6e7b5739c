package io.anabranch.versioning.tree;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.sortedrun.SortedRun;
import io.anabranch.versioning.sortedrun.SortedRunCursor;
import io.anabranch.versioning.sortedrun.SortedRunWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes one tree from records and whole ranges in ascending order. Ranges are uploaded while the
 * next ones are made, a few at a time; the metarange last, when all of them are durable. A tree
 * that is given up leaves at most ranges behind that nothing refers to. Not for use by many
 * threads.
 */
final class TreeWriter {

  /** Bounds the memory for finished ranges, together with their greatest size. */
  private static final int MAX_UPLOADS = 4;

  private final RangeStorage storage;
  private final TreeLocation location;
  private final TreeSettings settings;
  private final Executor uploads;
  private final Semaphore permits = new Semaphore(MAX_UPLOADS);
  private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
  private final SortedRunWriter range;
  private final SortedRunWriter metaRange;
  private final KeyHash keyHash = new KeyHash();
  private final Set<String> stored = new HashSet<>();

  /**
   * @param description properties that say what the records are; empty for entries
   */
  TreeWriter(
      RangeStorage storage,
      TreeLocation location,
      TreeSettings settings,
      Executor uploads,
      SortedMap<String, String> description) {
    this.storage = storage;
    this.location = location;
    this.settings = settings;
    this.uploads = uploads;
    this.range = new SortedRunWriter(RunType.RANGE.properties(description));
    this.metaRange = new SortedRunWriter(RunType.META_RANGE.properties(description));
  }

  void append(Key key, RecordValue value) {
    range.append(key, value);
    closeIfDue(key.bytes(), key.length());
  }

  void append(SortedRunCursor record) {
    range.append(record);
    closeIfDue(record.keyBuffer(), record.keyLength());
  }

  /**
   * Lists the range that a tree's cursor is before, and those after it that end before a key; moves
   * the cursor past them.
   *
   * @param end null for all that follow
   */
  void appendRanges(TreeCursor tree, @Nullable Key end) {
    closeRange();
    requireAfterLast(tree.range().minKey());
    do {
      metaRange.append(tree.listed());
      tree.skipRange();
    } while (tree.isRangeBefore(end));
  }

  /** Says that a file is stored already, so that it is not uploaded if it comes out again. */
  void knowStored(String id) {
    stored.add(id);
  }

  MetaRangeId finish() {
    closeRange();
    awaitUploads();
    SortedRun run = metaRange.finish();
    if (!stored.contains(run.id())) {
      storage.write(location, run.id(), run.file());
    }
    return new MetaRangeId(run.id());
  }

  private void closeIfDue(byte[] key, int keyLength) {
    if (settings.endsRange(range.estimatedBytes(), keyHash.of(key, keyLength))) {
      closeRange();
    }
  }

  private void closeRange() {
    if (range.count() == 0) {
      return;
    }
    SortedRun run = range.finish();
    requireAfterLast(run.minKey());
    metaRange.append(run.maxKey(), Range.of(run).value());
    if (stored.add(run.id())) {
      upload(run);
    }
  }

  private void requireAfterLast(Key minKey) {
    if (metaRange.count() > 0 && minKey.compareTo(metaRange.lastKey()) <= 0) {
      throw new FailureException(
          new Failure.Corrupt("a stored tree has ranges that overlap at '" + minKey + "'"));
    }
  }

  private void upload(SortedRun run) {
    acquire(1);
    boolean accepted = false;
    try {
      throwFailure();
      uploads.execute(() -> write(run));
      accepted = true;
    } finally {
      if (!accepted) {
        permits.release();
      }
    }
  }

  private void write(SortedRun run) {
    try {
      storage.write(location, run.id(), run.file());
    } catch (RuntimeException | Error e) {
      failed.compareAndSet(null, e);
    } finally {
      permits.release();
    }
  }

  private void awaitUploads() {
    acquire(MAX_UPLOADS);
    permits.release(MAX_UPLOADS);
    throwFailure();
  }

  private void acquire(int count) {
    try {
      permits.acquire(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          new Failure.Unavailable("writing the tree was interrupted", Duration.ofSeconds(1)), e);
    }
  }

  private void throwFailure() {
    switch (failed.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }
}
