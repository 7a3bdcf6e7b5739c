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
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/** What is measured on one tree: calls that are given the number of the round. */
final class Tasks {

  private static final int PAGE = 1_000;

  /** Where trees are changed and listed: few places, so that what is there is warm. */
  private static final int PLACES = 6;

  /**
   * The second range of every tree, which is the same one, with what changes left to its right. So
   * only the size of the tree differs, and not what a change to it rewrites.
   */
  private static final int SHARED_FROM = 1_600;

  private static final int SHARED_TO = 7_000;

  /** So many commits are made anew and anew: more of them would only fill the disk. */
  private static final int VERSIONS = 16;

  private static final Grouping<EntryRecord, Key> GROUPING =
      new Grouping<>(EntryRecord::path, EntryRecord::path, group -> group);

  private final Trees trees;
  private final MetaRangeId tree;
  private final int[] places;

  /** Where pages of folders begin. */
  private final int[] pages;

  private int edits;

  private Tasks(Trees trees, MetaRangeId tree, int[] places, int[] pages) {
    this.trees = trees;
    this.tree = tree;
    this.places = places;
    this.pages = pages;
  }

  /** At objects that all trees have. */
  static Tasks atSharedPlaces(Trees trees, MetaRangeId tree) {
    // The whole of the small tree is one page of folders.
    return new Tasks(trees, tree, places(SHARED_FROM, SHARED_TO), new int[PLACES]);
  }

  /** At any object: a range is hit the more often the larger it is. */
  static Tasks anywhere(Trees trees, MetaRangeId tree, int objects) {
    int[] places = places(0, objects - 11 * PAGE);
    return new Tasks(trees, tree, places, places);
  }

  IntConsumer apply(int changes) {
    return i -> {
      if (edit(places[i % PLACES], changes).changed() != changes) {
        throw new IllegalStateException("some changes had no effect");
      }
    };
  }

  IntConsumer diff(int changes) {
    List<MetaRangeId> edited = edited(0, changes);
    return i -> {
      if (Workbench.count(trees.diff(LOCATION, tree, edited.get(i % PLACES))) != changes) {
        throw new IllegalStateException("some changes are not found");
      }
    };
  }

  /** Both sides change neighbours. */
  IntConsumer merge(int changes) {
    List<MetaRangeId> sources = edited(0, changes);
    List<MetaRangeId> destinations = edited(changes, changes);
    return i -> {
      TreeMerge merge =
          trees.merge(
              LOCATION,
              tree,
              sources.get(i % PLACES),
              destinations.get(i % PLACES),
              MergeRule.SOURCE_WINS);
      if (!(merge instanceof TreeMerge.Merged(var merged))
          || merged.equals(destinations.get(i % PLACES))) {
        throw new IllegalStateException("nothing was merged");
      }
    };
  }

  /** A page of paths. */
  IntConsumer list() {
    return list(Key.EMPTY, places);
  }

  /** A page of folders of ten objects. */
  IntConsumer listFolders() {
    return list(Key.of("/"), pages);
  }

  private IntConsumer list(Key delimiter, int[] starts) {
    return i -> {
      Key after = Objects.path(starts[i % PLACES]);
      Bounds bounds = new Bounds(Key.of("tables/"), delimiter, after);
      int items = GROUPING.page(trees.entries(LOCATION, tree), bounds, PAGE).items().size();
      if (items != PAGE) {
        throw new IllegalStateException("a page of " + items);
      }
    };
  }

  private static int[] places(int from, int to) {
    return new Random(11).ints(PLACES, from, to).toArray();
  }

  private AppliedChanges edit(int first, int changes) {
    return trees.apply(
        LOCATION, tree, new Objects(1_000 + edits++ % VERSIONS).changes(first, changes));
  }

  /** Trees with changes to as many paths at each place. */
  private List<MetaRangeId> edited(int offset, int changes) {
    List<MetaRangeId> edited = new ArrayList<>();
    for (int place : places) {
      edited.add(edit(place + offset, changes).tree());
    }
    return edited;
  }
}
