package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trees against sorted maps: random contents, random changes, ranges of many sizes. */
class TreesModelTest {

  private static final int CASES = 4_000;
  private static final int NIGHTLY_CASES = 200_000;

  private static final List<TreeSettings> SETTINGS =
      List.of(
          new TreeSettings(0, 1, 1),
          new TreeSettings(0, 150, 1_000_000),
          new TreeSettings(0, 1 << 20, 4),
          new TreeSettings(120, 400, 3),
          TreeSettings.DEFAULT);

  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  @AfterAll
  static void stopThreads() {
    THREADS.close();
  }

  @Test
  void behavesLikeASortedMap() {
    run(CASES);
  }

  @Test
  @Tag("nightly")
  void behavesLikeASortedMapForLong() {
    run(NIGHTLY_CASES);
  }

  private static void run(int cases) {
    long first = System.nanoTime();
    for (long seed = first; seed < first + cases; seed++) {
      try {
        new Case(seed).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** One history, decided by its seed alone. */
  private static final class Case {

    private final Random random;
    private final MemoryRangeStorage storage = new MemoryRangeStorage();
    private final int keySpace;
    private NavigableMap<Key, RecordValue> model = new TreeMap<>();
    private MetaRangeId tree = MetaRangeId.NONE;

    Case(long seed) {
      random = new Random(seed);
      keySpace = 1 << (1 + random.nextInt(8));
    }

    void run() {
      int commits = 1 + random.nextInt(3);
      for (int i = 0; i < commits; i++) {
        applyChanges();
      }
      NavigableMap<Key, RecordValue> base = model;
      MetaRangeId baseTree = tree;
      applyChanges();
      checkDiff(base, baseTree, model, tree);
      NavigableMap<Key, RecordValue> source = model;
      MetaRangeId sourceTree = tree;
      if (random.nextInt(4) > 0) {
        model = base;
        tree = baseTree;
      }
      applyChanges();
      checkMerge(base, baseTree, source, sourceTree, model, tree);
      checkOverlay(source, sourceTree, model, tree);
      checkEntries();
      checkFind();
    }

    /** Other settings and executors for each step: trees must not depend on either. */
    private Trees trees() {
      return new Trees(
          storage,
          SETTINGS.get(random.nextInt(SETTINGS.size())),
          random.nextBoolean() ? Runnable::run : THREADS);
    }

    private void applyChanges() {
      NavigableMap<Key, RecordValue> before = model;
      model = new TreeMap<>(before);
      NavigableMap<Key, StagedChange> changes = new TreeMap<>();
      int size = random.nextInt(3) == 0 ? random.nextInt(3) : random.nextInt(1 + keySpace);
      boolean narrow = random.nextBoolean();
      Key lowest = key();
      long changed = 0;
      for (int i = 0; i < size; i++) {
        Key path = key();
        if ((narrow && path.compareTo(lowest) < 0) || changes.containsKey(path)) {
          continue;
        }
        RecordValue value = random.nextInt(3) == 0 ? null : value();
        RecordValue old = before.get(path);
        changes.put(path, new StagedChange(path, value));
        if (value == null) {
          model.remove(path);
          changed += old == null ? 0 : 1;
        } else if (old == null || !old.sameIdentity(value)) {
          model.put(path, value);
          changed++;
        }
      }
      MetaRangeId beforeTree = tree;
      AppliedChanges applied = trees().apply(LOCATION, tree, new ListCursor<>(changes.values()));
      tree = applied.tree();
      assertThat(applied.changed()).isEqualTo(changed);
      assertThat(tree.isNone()).isFalse();
      if (changed == 0 && !beforeTree.isNone()) {
        assertThat(tree).isEqualTo(beforeTree);
      }
      assertTree(tree, model);
    }

    private void checkDiff(
        NavigableMap<Key, RecordValue> left,
        MetaRangeId leftTree,
        NavigableMap<Key, RecordValue> right,
        MetaRangeId rightTree) {
      NavigableMap<Key, TreeDifference> expected = new TreeMap<>();
      TreeSet<Key> paths = new TreeSet<>(left.keySet());
      paths.addAll(right.keySet());
      for (Key path : paths) {
        if (!same(left.get(path), right.get(path))) {
          expected.put(path, new TreeDifference(path, left.get(path), right.get(path)));
        }
      }
      walk(trees().diff(LOCATION, leftTree, rightTree), expected, TreeDifference::path);
      walkWithSeeks(trees().diff(LOCATION, leftTree, rightTree), expected, TreeDifference::path);
    }

    private void checkEntries() {
      NavigableMap<Key, EntryRecord> expected = new TreeMap<>();
      model.forEach((path, value) -> expected.put(path, new EntryRecord(path, value)));
      walkWithSeeks(trees().entries(LOCATION, tree), expected, EntryRecord::path);
    }

    private void checkFind() {
      Trees trees = trees();
      for (int i = 0; i < 20; i++) {
        Key path = key();
        assertThat(trees.find(LOCATION, tree, path).map(EntryRecord::value).orElse(null))
            .as("%s", path)
            .isEqualTo(model.get(path));
      }
    }

    private void checkMerge(
        NavigableMap<Key, RecordValue> base,
        MetaRangeId baseTree,
        NavigableMap<Key, RecordValue> source,
        MetaRangeId sourceTree,
        NavigableMap<Key, RecordValue> destination,
        MetaRangeId destinationTree) {
      for (MergeRule rule : MergeRule.values()) {
        TreeSet<Key> paths = new TreeSet<>(base.keySet());
        paths.addAll(source.keySet());
        paths.addAll(destination.keySet());
        NavigableMap<Key, RecordValue> merged = new TreeMap<>();
        List<Key> conflicts = new ArrayList<>();
        for (Key path : paths) {
          RecordValue b = base.get(path);
          RecordValue s = source.get(path);
          RecordValue d = destination.get(path);
          RecordValue result = d;
          if (!same(s, d) && !same(s, b)) {
            if (same(d, b) || rule == MergeRule.SOURCE_WINS) {
              result = s;
            } else if (rule == MergeRule.FAIL_ON_CONFLICT) {
              conflicts.add(path);
            }
          }
          if (result != null) {
            merged.put(path, result);
          }
        }
        TreeMerge outcome = trees().merge(LOCATION, baseTree, sourceTree, destinationTree, rule);
        switch (outcome) {
          case TreeMerge.Conflicted conflicted -> {
            assertThat(conflicts).isNotEmpty();
            assertThat(conflicted.paths()).isEqualTo(conflicts);
          }
          case TreeMerge.Merged result -> {
            assertThat(conflicts).isEmpty();
            assertThat(identities(content(result.tree()))).isEqualTo(identities(merged));
          }
        }
      }
    }

    private void checkOverlay(
        NavigableMap<Key, RecordValue> base,
        MetaRangeId baseTree,
        NavigableMap<Key, RecordValue> over,
        MetaRangeId overTree) {
      List<Key> cleared = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        byte[] key = key().bytes();
        cleared.add(Key.wrap(Arrays.copyOf(key, random.nextInt(key.length + 1))));
      }
      for (OverlayRule rule : OverlayRule.values()) {
        NavigableMap<Key, RecordValue> expected = new TreeMap<>(base);
        expected.keySet().removeIf(path -> cleared.stream().anyMatch(path::startsWith));
        over.forEach(rule == OverlayRule.BASE_WINS ? expected::putIfAbsent : expected::put);
        assertTree(trees().overlay(LOCATION, baseTree, overTree, rule, cleared), expected);
      }
    }

    private void assertTree(MetaRangeId written, NavigableMap<Key, RecordValue> expected) {
      assertThat(content(written)).isEqualTo(expected);
      assertThat(storage.files).containsKey(written.value());
      if (expected.isEmpty()) {
        assertThat(written).isEqualTo(MetaRangeId.EMPTY);
      }
    }

    private NavigableMap<Key, RecordValue> content(MetaRangeId written) {
      NavigableMap<Key, RecordValue> content = new TreeMap<>();
      for (EntryRecord record : ListCursor.drain(trees().entries(LOCATION, written))) {
        assertThat(content.higherKey(record.path())).isNull();
        content.put(record.path(), record.value());
      }
      return content;
    }

    private static <T> void walk(
        Cursor<T> cursor, NavigableMap<Key, T> expected, Function<T, Key> key) {
      NavigableMap<Key, T> actual = new TreeMap<>();
      ListCursor.drain(cursor).forEach(t -> actual.put(key.apply(t), t));
      assertThat(actual).isEqualTo(expected);
    }

    private <T> void walkWithSeeks(
        Cursor<T> cursor, NavigableMap<Key, T> expected, Function<T, Key> key) {
      Key from = Key.EMPTY;
      while (true) {
        if (random.nextInt(3) == 0) {
          Key target = key();
          cursor.seek(target);
          from = target.compareTo(from) > 0 ? target : from;
        }
        Map.Entry<Key, T> ahead = expected.ceilingEntry(from);
        T next = cursor.next();
        assertThat(next).isEqualTo(ahead == null ? null : ahead.getValue());
        if (next == null) {
          return;
        }
        from = key.apply(next).next();
      }
    }

    /** Keys that are prefixes of one another, and bytes at both ends of the order. */
    private Key key() {
      int n = random.nextInt(keySpace);
      byte[] bytes = new byte[1 + Integer.bitCount(n) + (n & 1) * 7];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            switch ((n >> (i % 8)) & 3) {
              case 0 -> 0;
              case 1 -> (byte) 0xff;
              case 2 -> (byte) ('a' + n % 5);
              default -> '/';
            };
      }
      return Key.wrap(bytes);
    }

    private RecordValue value() {
      byte[] identity = {(byte) random.nextInt(3)};
      byte[] data = new byte[random.nextInt(random.nextInt(20) == 0 ? 3_000 : 40)];
      random.nextBytes(data);
      return RecordValue.of(identity, data);
    }
  }

  private static boolean same(@Nullable RecordValue a, @Nullable RecordValue b) {
    if (a == null || b == null) {
      return (a == null) == (b == null);
    }
    return a.sameIdentity(b);
  }

  /** What a merge promises: of two values with one identity it may take either. */
  private static NavigableMap<Key, Byte> identities(NavigableMap<Key, RecordValue> tree) {
    NavigableMap<Key, Byte> identities = new TreeMap<>();
    tree.forEach((path, value) -> identities.put(path, value.identity()[0]));
    return identities;
  }
}
