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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Very many merges of three trees so small that all of their shapes occur. */
class SmallMergesTest {

  private static final List<String> PATHS = List.of("a", "b", "c", "d", "e", "f");
  private static final List<TreeSettings> SETTINGS =
      List.of(new TreeSettings(0, 1, 1), new TreeSettings(0, 1 << 20, 2), TreeSettings.DEFAULT);

  private record Rule(MergeRule rule, MergeStrategy strategy) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(MergeRule.FAIL_ON_CONFLICT, MergeStrategy.DEFAULT),
          new Rule(MergeRule.SOURCE_WINS, MergeStrategy.SOURCE_WINS),
          new Rule(MergeRule.DESTINATION_WINS, MergeStrategy.DEST_WINS));

  @Test
  void mergeAsDefined() {
    run(20_260_101, 100_000);
  }

  @Test
  @Tag("nightly")
  void mergeAsDefinedForLong() {
    run(new Random().nextLong(), 5_000_000);
  }

  private static void run(long seed, int merges) {
    Random random = new Random(seed);
    List<Forest> forests = SETTINGS.stream().map(Forest::new).toList();
    int conflicts = 0;
    for (int i = 0; i < merges; i++) {
      Forest forest = forests.get(random.nextInt(forests.size()));
      SortedMap<Key, String> base = contents(random);
      SortedMap<Key, String> source =
          random.nextInt(4) == 0 ? contents(random) : near(base, random);
      SortedMap<Key, String> ours = random.nextInt(4) == 0 ? contents(random) : near(base, random);
      Rule rule = RULES.get(random.nextInt(RULES.size()));
      String what = "seed " + seed + ", merge " + i + ": " + base + source + ours + rule;
      NaiveMerge expected = NaiveMerge.of(base, source, ours, rule.strategy());
      switch (forest.merge(base, source, ours, rule.rule())) {
        case TreeMerge.Conflicted(var paths) -> {
          conflicts++;
          assertThat(paths).as(what).isNotEmpty().isEqualTo(expected.conflicts());
        }
        case TreeMerge.Merged(var tree) -> {
          assertThat(expected.conflicts()).as(what).isEmpty();
          assertThat(forest.contents(tree)).as(what).isEqualTo(expected.tree());
        }
      }
    }
    assertThat(conflicts).isBetween(merges / 20, merges / 2);
  }

  private static SortedMap<Key, String> contents(Random random) {
    SortedMap<Key, String> contents = new TreeMap<>();
    for (String path : PATHS) {
      change(contents, path, random);
    }
    return contents;
  }

  /** With one or two paths changed. */
  private static SortedMap<Key, String> near(SortedMap<Key, String> base, Random random) {
    SortedMap<Key, String> contents = new TreeMap<>(base);
    for (int i = 0; i < 2; i++) {
      change(contents, PATHS.get(random.nextInt(PATHS.size())), random);
    }
    return contents;
  }

  private static void change(SortedMap<Key, String> contents, String path, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> contents.remove(Key.of(path));
      case 1 -> contents.put(Key.of(path), "1");
      default -> contents.put(Key.of(path), "2");
    }
  }

  /** Trees by their contents, each written once, and contents by tree, each read once. */
  private static final class Forest {

    private final MemoryRangeStorage storage = new MemoryRangeStorage();
    private final Trees trees;
    private final Map<SortedMap<Key, String>, MetaRangeId> written = new HashMap<>();
    private final Map<MetaRangeId, SortedMap<Key, String>> read = new HashMap<>();

    Forest(TreeSettings settings) {
      trees = new Trees(storage, settings, Runnable::run);
    }

    TreeMerge merge(
        SortedMap<Key, String> base,
        SortedMap<Key, String> source,
        SortedMap<Key, String> destination,
        MergeRule rule) {
      storage.forget();
      return trees.merge(LOCATION, tree(base), tree(source), tree(destination), rule);
    }

    SortedMap<Key, String> contents(MetaRangeId tree) {
      return read.computeIfAbsent(tree, this::read);
    }

    private MetaRangeId tree(SortedMap<Key, String> contents) {
      return written.computeIfAbsent(contents, this::write);
    }

    private MetaRangeId write(SortedMap<Key, String> contents) {
      List<EntryRecord> records = new ArrayList<>();
      contents.forEach(
          (path, text) -> {
            byte[] bytes = text.getBytes(UTF_8);
            records.add(new EntryRecord(path, RecordValue.of(bytes, bytes)));
          });
      return trees.write(LOCATION, new ListCursor<>(records));
    }

    private SortedMap<Key, String> read(MetaRangeId tree) {
      SortedMap<Key, String> contents = new TreeMap<>();
      ListCursor.drain(trees.entries(LOCATION, tree))
          .forEach(
              record -> contents.put(record.path(), new String(record.value().identity(), UTF_8)));
      return contents;
    }
  }
}
