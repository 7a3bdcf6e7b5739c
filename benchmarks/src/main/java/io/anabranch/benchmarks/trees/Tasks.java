package io.anabranch.benchmarks.trees;

import static io.anabranch.benchmarks.trees.Workbench.LOCATION;

import io.anabranch.versioning.listing.Bounds;
import io.anabranch.versioning.listing.Grouping;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.tree.AppliedChanges;
import io.anabranch.versioning.tree.MergeRule;
import io.anabranch.versioning.tree.TreeMerge;
import io.anabranch.versioning.tree.Trees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** What is measured on one tree, always warm; times are medians in milliseconds. */
final class Tasks {

  private static final int PAGE = 1_000;

  /** Where a tree is changed and listed: few places, so that what is there is warm. */
  private static final int PLACES = 6;

  private static final long WARM_UP_NANOS = 1_500_000_000L;
  private static final int ROUNDS = 25;

  private static final Grouping<EntryRecord, Key> GROUPING =
      new Grouping<>(EntryRecord::path, EntryRecord::path, group -> group);

  private final Trees trees;
  private final MetaRangeId tree;
  private final int objects;
  private final int[] places;
  private long version = 1_000;

  Tasks(Trees trees, MetaRangeId tree, int objects) {
    this.trees = trees;
    this.tree = tree;
    this.objects = objects;
    int last = Math.max(objects - 10 * PAGE, objects / 2);
    this.places = new Random(11).ints(PLACES, 0, last).toArray();
  }

  double apply(int changes) {
    return median(
        i -> {
          if (edit(places[i % PLACES], changes).changed() != changes) {
            throw new IllegalStateException("some changes had no effect");
          }
        });
  }

  double diff(int changes) {
    List<MetaRangeId> edited = edited(0, changes);
    return median(
        i -> {
          if (Workbench.count(trees.diff(LOCATION, tree, edited.get(i % PLACES))) != changes) {
            throw new IllegalStateException("some changes are not found");
          }
        });
  }

  /** Both sides change neighbours. */
  double merge(int changes) {
    List<MetaRangeId> sources = edited(0, changes);
    List<MetaRangeId> destinations = edited(changes, changes);
    return median(
        i -> {
          TreeMerge merge =
              trees.merge(
                  LOCATION,
                  tree,
                  sources.get(i % PLACES),
                  destinations.get(i % PLACES),
                  MergeRule.SOURCE_WINS);
          if (!(merge instanceof TreeMerge.Merged(_, long changed)) || changed == 0) {
            throw new IllegalStateException("nothing was merged");
          }
        });
  }

  /** A page of paths. */
  double list() {
    return list(Key.EMPTY);
  }

  /** A page of folders of ten objects. */
  double listFolders() {
    return list(Key.of("/"));
  }

  private double list(Key delimiter) {
    return median(
        i -> {
          // The whole of the small tree is one page of folders.
          Key after = objects <= 10 * PAGE ? Key.EMPTY : Objects.path(places[i % PLACES]);
          Bounds bounds = new Bounds(Key.of("tables/"), delimiter, after);
          int items = GROUPING.page(trees.entries(LOCATION, tree), bounds, PAGE).items().size();
          if (items < PAGE - 1) {
            throw new IllegalStateException("a page of " + items);
          }
        });
  }

  private AppliedChanges edit(int first, int changes) {
    return trees.apply(LOCATION, tree, new Objects(++version).changes(first, changes));
  }

  /** Trees with changes to as many paths at each place. */
  private List<MetaRangeId> edited(int offset, int changes) {
    List<MetaRangeId> edited = new ArrayList<>();
    for (int place : places) {
      edited.add(edit(place + offset, changes).tree());
    }
    return edited;
  }

  private static double median(IntConsumer task) {
    long start = System.nanoTime();
    for (int i = 0; System.nanoTime() - start < WARM_UP_NANOS; i++) {
      task.accept(i);
    }
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long before = System.nanoTime();
      task.accept(i);
      millis[i] = (System.nanoTime() - before) / 1e6;
    }
    Arrays.sort(millis);
    return millis[ROUNDS / 2];
  }
}
