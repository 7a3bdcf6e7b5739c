package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.NaiveMerge;
import io.anabranch.versioning.merge.MergeStrategy;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Blocks that two files store alike are passed unread, which nobody can see: trees of many blocks
 * differ and merge as maps do.
 */
class AlikeBlocksTest {

  private static final int CASES = 60;
  private static final int KEYS = 6_000;

  /** Blocks of a few large ranges; blocks of the metarange too. */
  private static final List<TreeSettings> SETTINGS =
      List.of(
          new TreeSettings(0, 1L << 40, Long.MAX_VALUE),
          new TreeSettings(0, 1L << 40, 800),
          new TreeSettings(0, 1L << 40, 10));

  @Test
  void treesDifferAndMergeAsMapsDo() {
    long first = System.nanoTime();
    for (long seed = first; seed < first + CASES; seed++) {
      try {
        new Case(seed).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** A tree, and two that were made of it. */
  private static final class Case {

    private final Random random;
    private final MemoryRangeStorage storage = new MemoryRangeStorage();
    private final Trees trees;

    Case(long seed) {
      random = new Random(seed);
      trees = new Trees(storage, SETTINGS.get(random.nextInt(SETTINGS.size())), Runnable::run);
    }

    void run() {
      NavigableMap<Key, String> base = new TreeMap<>();
      for (int i = random.nextInt(KEYS); i > 0; i--) {
        base.put(key(random.nextInt(KEYS)), text());
      }
      MetaRangeId baseTree = write(base);
      NavigableMap<Key, String> source = new TreeMap<>(base);
      MetaRangeId sourceTree = edit(baseTree, source);
      NavigableMap<Key, String> destination = new TreeMap<>(base);
      MetaRangeId destinationTree = edit(baseTree, destination);
      checkDiff(base, baseTree, source, sourceTree);
      checkDiff(source, sourceTree, destination, destinationTree);
      NaiveMerge expected = NaiveMerge.of(base, source, destination, MergeStrategy.SOURCE_WINS);
      TreeMerge merge =
          trees.merge(LOCATION, baseTree, sourceTree, destinationTree, MergeRule.SOURCE_WINS);
      assertThat(merge)
          .isInstanceOfSatisfying(
              TreeMerge.Merged.class,
              merged -> assertThat(texts(merged.tree())).isEqualTo(expected.tree()));
    }

    private void checkDiff(
        NavigableMap<Key, String> left,
        MetaRangeId leftTree,
        NavigableMap<Key, String> right,
        MetaRangeId rightTree) {
      TreeSet<Key> expected = new TreeSet<>(left.keySet());
      expected.addAll(right.keySet());
      expected.removeIf(path -> String.valueOf(left.get(path)).equals(right.get(path)));
      List<Key> paths = new ArrayList<>();
      for (TreeDifference found : ListCursor.drain(trees.diff(LOCATION, leftTree, rightTree))) {
        paths.add(found.path());
        assertThat(text(found.left())).isEqualTo(left.get(found.path()));
        assertThat(text(found.right())).isEqualTo(right.get(found.path()));
      }
      assertThat(paths).containsExactlyElementsOf(expected);
      Key from = key(random.nextInt(KEYS));
      Key to = key(random.nextInt(KEYS));
      if (from.compareTo(to) < 0) {
        assertThat(trees.differ(LOCATION, leftTree, rightTree, from, to))
            .isEqualTo(!expected.subSet(from, to).isEmpty());
      }
    }

    /**
     * A few changes here and there; now and then all bytes are others, with the same identities.
     */
    private MetaRangeId edit(MetaRangeId tree, NavigableMap<Key, String> contents) {
      SortedMap<Key, StagedChange> changes = new TreeMap<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(KEYS);
        for (int n = random.nextInt(10); n >= 0; n--) {
          Key path = key(at + n);
          String text = random.nextInt(3) == 0 ? null : text();
          changes.put(path, new StagedChange(path, text == null ? null : value(text)));
          if (text == null) {
            contents.remove(path);
          } else {
            contents.put(path, text);
          }
        }
      }
      return random.nextInt(10) == 0
          ? write(contents)
          : trees.apply(LOCATION, tree, new ListCursor<>(changes.values())).tree();
    }

    private MetaRangeId write(NavigableMap<Key, String> contents) {
      List<EntryRecord> records = new ArrayList<>();
      contents.forEach((path, text) -> records.add(new EntryRecord(path, value(text))));
      return trees.write(LOCATION, new ListCursor<>(records));
    }

    private SortedMap<Key, String> texts(MetaRangeId tree) {
      SortedMap<Key, String> texts = new TreeMap<>();
      ListCursor.drain(trees.entries(LOCATION, tree))
          .forEach(
              record -> texts.put(record.path(), new String(record.value().identity(), UTF_8)));
      return texts;
    }

    private String text() {
      return Integer.toString(100 + random.nextInt(4));
    }

    private RecordValue value(String text) {
      byte[] data = new byte[random.nextInt(100) == 0 ? random.nextInt(5_000) : 60];
      random.nextBytes(data);
      return RecordValue.of(text.getBytes(UTF_8), data);
    }

    private static @Nullable String text(@Nullable RecordValue value) {
      return value == null ? null : new String(value.identity(), UTF_8);
    }

    private static Key key(int i) {
      return Key.of("folder/%03d/file-%06d".formatted(i / 100, i));
    }
  }
}
