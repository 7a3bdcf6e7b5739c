package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.sortedrun.SortedRunWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Blocks that come out as they were are stored as they were, which nobody can see: a range that was
 * edited is, byte for byte, the one that is written from its records, and so is a metarange.
 */
class CopiedBlocksTest {

  private static final int CASES = 150;

  /** One range, with an index of two levels; ranges of many blocks; a metarange of many. */
  private static final List<TreeSettings> SETTINGS =
      List.of(
          new TreeSettings(0, 1L << 40, Long.MAX_VALUE),
          new TreeSettings(0, 1L << 40, 1_000),
          new TreeSettings(0, 1L << 40, 5),
          new TreeSettings(30_000, 60_000, 100));

  @Test
  void anEditedTreeIsTheOneWrittenFromItsRecords() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + CASES; seed++) {
      try {
        editAndCompare(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void editAndCompare(Random random) {
    // Two files of one id must not differ: the storage refuses that.
    MemoryRangeStorage storage = new MemoryRangeStorage();
    TreeSettings settings = SETTINGS.get(random.nextInt(SETTINGS.size()));
    Trees trees = new Trees(storage, settings, Runnable::run);
    int keys = random.nextInt(12_000);
    NavigableMap<Key, RecordValue> records = new TreeMap<>();
    for (int i = 0; i < keys; i++) {
      records.put(key(random.nextInt(20_000)), value(random));
    }
    MetaRangeId tree = write(trees, records);
    // Keys after the last range make one of their own.
    boolean isOneRange = settings.raggedness() == Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      NavigableMap<Key, StagedChange> changes = new TreeMap<>();
      int from = random.nextInt(20_000);
      int span = 1 + random.nextInt(random.nextBoolean() ? 20_000 : 100);
      for (int n = random.nextInt(8); n >= 0; n--) {
        Key path = key(from + random.nextInt(span));
        changes.put(path, new StagedChange(path, random.nextInt(3) == 0 ? null : value(random)));
      }
      tree = trees.apply(LOCATION, tree, new ListCursor<>(changes.values())).tree();
      isOneRange &= records.isEmpty() || changes.lastKey().compareTo(records.lastKey()) < 0;
      changes.forEach((path, change) -> put(records, change));
      assertThat(ListCursor.drain(trees.entries(LOCATION, tree))).isEqualTo(rows(records));
      assertThat(writtenAnew(trees, tree).mismatch(storage.read(LOCATION, tree.value())))
          .as("where the metarange differs from one written from its records")
          .isEqualTo(-1);
      if (isOneRange) {
        assertThat(write(trees, records)).isEqualTo(tree);
      }
    }
  }

  private static MemorySegment writtenAnew(Trees trees, MetaRangeId tree) {
    var writer = new SortedRunWriter(RunType.META_RANGE.properties(new TreeMap<>()));
    for (Range range : ListCursor.drain(trees.ranges(LOCATION, tree))) {
      writer.append(range.maxKey(), range.value());
    }
    return writer.finish().file();
  }

  private static MetaRangeId write(Trees trees, NavigableMap<Key, RecordValue> records) {
    return trees.write(LOCATION, new ListCursor<>(rows(records)));
  }

  private static List<EntryRecord> rows(NavigableMap<Key, RecordValue> records) {
    List<EntryRecord> rows = new ArrayList<>();
    records.forEach((path, value) -> rows.add(new EntryRecord(path, value)));
    return rows;
  }

  private static void put(NavigableMap<Key, RecordValue> records, StagedChange change) {
    if (change.value() == null) {
      records.remove(change.path());
    } else {
      records.put(change.path(), change.value());
    }
  }

  private static Key key(int i) {
    return Key.of("folder/%03d/file-%06d".formatted(i / 100, i));
  }

  private static RecordValue value(Random random) {
    byte[] data = new byte[random.nextInt(random.nextInt(500) == 0 ? 6_000 : 120)];
    if (random.nextBoolean()) {
      random.nextBytes(data);
    }
    return RecordValue.of(Long.toString(random.nextLong()).getBytes(UTF_8), data);
  }
}
