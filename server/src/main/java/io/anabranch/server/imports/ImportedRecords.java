package io.anabranch.server.imports;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** All sources of an import as one, in the order of paths. For one thread. */
final class ImportedRecords implements Cursor<EntryRecord> {

  private final PriorityQueue<Feed> feeds =
      new PriorityQueue<>(Comparator.comparing(Feed::position));
  private final LongConsumer progress;
  private @Nullable Key last;
  private long count;

  /**
   * @param progress hears how many there were, whenever more are read
   */
  ImportedRecords(Collection<Feed> feeds, LongConsumer progress) {
    this.feeds.addAll(feeds);
    this.progress = progress;
  }

  /** How many there were so far. */
  long count() {
    return count;
  }

  /**
   * @throws FailureException Invalid when two sources have the same path, Corrupt when a store
   *     lists in another order than that of keys
   */
  @Override
  public @Nullable EntryRecord next() {
    for (Feed feed = feeds.poll(); feed != null; feed = feeds.poll()) {
      EntryRecord record = feed.next();
      if (record != null) {
        feeds.add(feed);
        return ascending(record);
      }
      progress.accept(count);
      if (feed.read()) {
        feeds.add(feed);
      }
    }
    return null;
  }

  private EntryRecord ascending(EntryRecord record) {
    Key path = record.path();
    int order = last == null ? 1 : path.compareTo(last);
    if (order == 0) {
      throw new FailureException(
          new Failure.Invalid(
              "two sources of the import have the path '%s': give them different destinations"
                  .formatted(path)));
    }
    if (order < 0) {
      throw new FailureException(
          new Failure.Corrupt(
              "the store lists '%s' after '%s', which is not the order of keys"
                  .formatted(path, last)));
    }
    last = path;
    count++;
    return record;
  }

  /** What is written is read from front to back. */
  @Override
  public void seek(Key target) {
    throw new UnsupportedOperationException("imported objects are read from front to back");
  }
}
