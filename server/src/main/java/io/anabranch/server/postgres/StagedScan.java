package io.anabranch.server.postgres;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.staging.StagingStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges sealed areas, newest first, in Java: the database would sort them all (40 ms instead of
 * 1.5 ms for a page of two areas). Areas that are sealed do not change, so pages need neither a
 * transaction nor a connection between them, however long the reader takes.
 */
final class StagedScan implements StagingStore.Scan {

  private final List<AreaScan> areas;

  StagedScan(Database database, List<StagingToken> areas) {
    this.areas = areas.stream().map(area -> new AreaScan(database, area)).toList();
  }

  @Override
  public @Nullable StagedChange next() {
    StagedChange least = null;
    for (AreaScan area : areas) {
      StagedChange change = area.peek();
      if (change != null && (least == null || change.path().compareTo(least.path()) < 0)) {
        least = change; // of equal paths the first one met, which is the newest, stays
      }
    }
    if (least != null) {
      skip(least.path());
    }
    return least;
  }

  private void skip(Key path) {
    for (AreaScan area : areas) {
      StagedChange change = area.peek();
      if (change != null && change.path().equals(path)) {
        area.advance();
      }
    }
  }

  @Override
  public void seek(Key target) {
    areas.forEach(area -> area.seek(target));
  }

  @Override
  public void close() {
    areas.forEach(AreaScan::close);
  }
}
