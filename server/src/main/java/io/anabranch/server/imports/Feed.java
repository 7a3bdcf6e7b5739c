package io.anabranch.server.imports;

import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the reading of one source is. It begins only when its turn comes. For one thread. */
final class Feed {

  private final Batches batches;
  private List<EntryRecord> batch = List.of();
  private int next;
  private Key position;

  /**
   * @param start no path comes before it
   */
  Feed(Key start, Batches batches) {
    this.position = start;
    this.batches = batches;
  }

  /** No later than the next record's path, and no earlier than the last one's. */
  Key position() {
    return position;
  }

  /** The next record; null when more has to be read first. */
  @Nullable EntryRecord next() {
    if (next == batch.size()) {
      return null;
    }
    EntryRecord record = batch.get(next++);
    position = next == batch.size() ? record.path() : batch.get(next).path();
    return record;
  }

  /** Reads more; false at the end. */
  boolean read() {
    List<EntryRecord> more = batches.next();
    if (more == null) {
      return false;
    }
    batch = more;
    next = 0;
    position = more.isEmpty() ? position : more.getFirst().path();
    return true;
  }
}
