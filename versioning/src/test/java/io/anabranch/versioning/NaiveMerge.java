package io.anabranch.versioning;

import io.anabranch.versioning.merge.MergeStrategy;
import io.anabranch.versioning.model.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A merge of three maps, as it is defined: key by key, absence being a value.
 *
 * @param tree without meaning when there are conflicts
 * @param conflicts in ascending order
 */
public record NaiveMerge(SortedMap<Key, String> tree, List<Key> conflicts) {

  public static NaiveMerge of(
      SortedMap<Key, String> base,
      SortedMap<Key, String> source,
      SortedMap<Key, String> destination,
      MergeStrategy strategy) {
    SortedMap<Key, String> merged = new TreeMap<>();
    List<Key> conflicts = new ArrayList<>();
    Set<Key> paths = new TreeSet<>(base.keySet());
    paths.addAll(source.keySet());
    paths.addAll(destination.keySet());
    for (Key path : paths) {
      String before = base.get(path);
      String theirs = source.get(path);
      String ours = destination.get(path);
      boolean theyChanged = !Objects.equals(theirs, before);
      boolean weChanged = !Objects.equals(ours, before);
      boolean clash = theyChanged && weChanged && !Objects.equals(theirs, ours);
      if (clash && strategy == MergeStrategy.DEFAULT) {
        conflicts.add(path);
      }
      String result =
          theyChanged && !(clash && strategy == MergeStrategy.DEST_WINS) ? theirs : ours;
      if (result != null) {
        merged.put(path, result);
      }
    }
    return new NaiveMerge(merged, conflicts);
  }
}
