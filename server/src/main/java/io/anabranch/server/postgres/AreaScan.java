package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Walks one staging area in pages, each a statement of its own. From the second page on the next
 * one is read while this one is used: writing a tree takes as long as reading what goes into it.
 */
final class AreaScan {

  private static final String PAGE =
      """
      SELECT path, entry FROM staged_entry
      WHERE staging_token = ? AND path >= ? ORDER BY path LIMIT ?
      """;

  private static final int FIRST_PAGE_ROWS = 500;
  private static final int MAX_PAGE_ROWS = 5_000;
  private static final long PAGE_BYTES = 4L << 20;

  private final Database database;
  private final StagingToken area;

  private Key from = Key.EMPTY;
  private int pageRows = FIRST_PAGE_ROWS;
  private List<StagedChange> page = List.of();
  private int position;
  private boolean last;
  private @Nullable CompletableFuture<List<StagedChange>> ahead;

  AreaScan(Database database, StagingToken area) {
    this.database = database;
    this.area = area;
  }

  @Nullable StagedChange peek() {
    while (position == page.size() && !last) {
      load();
    }
    return position < page.size() ? page.get(position) : null;
  }

  void advance() {
    position++;
  }

  void seek(Key target) {
    while (position < page.size() && page.get(position).path().compareTo(target) < 0) {
      position++;
    }
    if (position == page.size() && target.compareTo(from) > 0) {
      from = target;
      ahead = null;
    }
  }

  /** A page that is being read comes to its end, and is dropped. */
  void close() {
    ahead = null;
    page = List.of();
    position = 0;
    last = true;
  }

  private void load() {
    page = ahead == null ? read(from, pageRows) : await(ahead);
    boolean first = pageRows == FIRST_PAGE_ROWS;
    ahead = null;
    position = 0;
    last = page.size() < pageRows;
    if (!last) {
      from = page.getLast().path().next();
      pageRows = nextPageRows();
      ahead = first ? null : readAhead(from, pageRows);
    }
  }

  private CompletableFuture<List<StagedChange>> readAhead(Key from, int rows) {
    return CompletableFuture.supplyAsync(() -> read(from, rows), Thread::startVirtualThread);
  }

  private static List<StagedChange> await(CompletableFuture<List<StagedChange>> ahead) {
    try {
      return ahead.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private List<StagedChange> read(Key from, int rows) {
    String start = PathText.leastFrom(from);
    return database.read(
        connection ->
            Sql.list(
                connection,
                row -> new StagedChange(Key.wrap(row.getBytes("path")), PathReads.value(row)),
                PAGE,
                area.value(),
                start,
                rows));
  }

  /** As many rows as a few megabytes hold, going by the page before. */
  private int nextPageRows() {
    long bytes = page.stream().mapToLong(AreaScan::size).sum();
    return Math.clamp(PAGE_BYTES * page.size() / Math.max(1, bytes), 1, MAX_PAGE_ROWS);
  }

  private static long size(StagedChange change) {
    RecordValue value = change.value();
    return (value == null ? 0L : value.encoded().length) + change.path().length();
  }
}
