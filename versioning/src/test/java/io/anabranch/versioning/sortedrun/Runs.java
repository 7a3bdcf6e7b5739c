package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs as plain lists. */
final class Runs {

  static final SortedMap<String, String> RANGES = new TreeMap<>(Map.of("type", "ranges"));

  record Row(Key key, RecordValue value) {}

  private Runs() {}

  static SortedRun write(SortedMap<String, String> properties, List<Row> rows) {
    SortedRunWriter writer = new SortedRunWriter(properties);
    rows.forEach(row -> writer.append(row.key(), row.value()));
    return writer.finish();
  }

  static List<Row> read(SortedRunReader reader) {
    List<Row> rows = new ArrayList<>();
    for (SortedRunCursor cursor = reader.cursor(); cursor.next(); ) {
      rows.add(new Row(cursor.key(), cursor.value()));
    }
    return rows;
  }
}
