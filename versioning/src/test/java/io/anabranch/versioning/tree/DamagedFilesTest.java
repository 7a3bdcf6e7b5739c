package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.sortedrun.SortedRun;
import io.anabranch.versioning.sortedrun.SortedRunWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A file that is not what it should be is asked for once more, past the caches, and not kept. */
class DamagedFilesTest {

  private final MemoryRangeStorage store = new MemoryRangeStorage();
  private final KeepsAll cache = new KeepsAll(store);
  private final MetaRangeId tree = write("a");
  private final MetaRangeId otherTree = write("b");

  @Test
  void whatACacheDamagedIsReadAgain() {
    cache.files.put(tree.value(), MemorySegment.ofArray(new byte[100]));

    assertThat(find(tree, "a")).isTrue();
    assertThat(cache.forgotten).containsExactly(tree.value());
  }

  @Test
  void whatTheStoreDamagedIsToldAndServedOnceItIsMended() {
    MemorySegment intact = store.files.put(tree.value(), MemorySegment.ofArray(new byte[100]));
    store.reads.clear();

    Trees trees = trees();
    assertThat(failure(trees, tree)).isInstanceOf(Failure.Corrupt.class);
    assertThat(store.reads).as("once, and once more").hasSize(2);

    store.files.put(tree.value(), intact);
    assertThat(trees.find(LOCATION, tree, Key.of("a"))).isPresent();
  }

  @Test
  void aFileOfTheOtherKindIsNotTaken() {
    String range = firstRange(trees(), tree);
    store.files.put(tree.value(), store.files.get(range));

    assertThat(failure(trees(), tree))
        .isInstanceOf(Failure.Corrupt.class)
        .extracting(Failure::message)
        .asString()
        .contains(tree.value());
  }

  @Test
  void theRangeOfAnotherTreeIsNotTakenAndNotKept() {
    Trees trees = trees();
    String range = firstRange(trees, tree);
    String other = firstRange(trees, otherTree);
    MemorySegment intact = store.files.put(range, store.files.get(other));

    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> trees.entries(LOCATION, tree).next());
    assertThat(thrown.failure()).isInstanceOf(Failure.Corrupt.class);
    assertThat(thrown).hasMessageContaining(range);

    store.files.put(range, intact);
    assertThat(trees.entries(LOCATION, tree).next()).isNotNull();
  }

  @Test
  void rangesThatOverlapAreTold() {
    Trees trees = trees();
    SortedRunWriter list = new SortedRunWriter(RunType.META_RANGE.properties(new TreeMap<>()));
    for (MetaRangeId listed : List.of(write("a", "c"), write("b", "d"))) {
      Range range = Objects.requireNonNull(trees.ranges(LOCATION, listed).next());
      list.append(range.maxKey(), range.value());
    }
    SortedRun run = list.finish();
    store.write(LOCATION, run.id(), run.file());
    MetaRangeId overlapping = new MetaRangeId(run.id());

    StagedChange change = new StagedChange(Key.of("a"), null);
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> ListCursor.drain(trees.entries(LOCATION, overlapping)),
            () -> ListCursor.drain(trees.diff(LOCATION, overlapping, tree)),
            () -> trees.apply(LOCATION, overlapping, new ListCursor<>(List.of(change))))) {
      FailureException thrown = catchThrowableOfType(FailureException.class, use);
      assertThat(thrown.failure()).isInstanceOf(Failure.Corrupt.class);
      assertThat(thrown).hasMessageContaining("overlap at 'b'");
    }
  }

  private Trees trees() {
    cache.files.clear();
    return new Trees(cache, TreeSettings.DEFAULT, Runnable::run);
  }

  private boolean find(MetaRangeId wanted, String path) {
    return new Trees(cache, TreeSettings.DEFAULT, Runnable::run)
        .find(LOCATION, wanted, Key.of(path))
        .isPresent();
  }

  private static String firstRange(Trees trees, MetaRangeId tree) {
    return Objects.requireNonNull(trees.ranges(LOCATION, tree).next()).id();
  }

  private static Failure failure(Trees trees, MetaRangeId tree) {
    return catchThrowableOfType(
            FailureException.class, () -> trees.find(LOCATION, tree, Key.of("a")))
        .failure();
  }

  private MetaRangeId write(String... paths) {
    RecordValue value = RecordValue.of(new byte[] {1}, new byte[] {2});
    List<EntryRecord> records =
        Stream.of(paths).map(path -> new EntryRecord(Key.of(path), value)).toList();
    return new Trees(store, TreeSettings.DEFAULT, Runnable::run)
        .write(LOCATION, new ListCursor<>(records));
  }

  /** Never reads a file twice, unless it is told to. */
  private static final class KeepsAll implements RangeStorage {

    final Map<String, MemorySegment> files = new HashMap<>();
    final List<String> forgotten = new ArrayList<>();
    private final RangeStorage below;

    KeepsAll(RangeStorage below) {
      this.below = below;
    }

    @Override
    public MemorySegment read(TreeLocation location, String id) {
      return files.computeIfAbsent(id, _ -> below.read(location, id));
    }

    @Override
    public void write(TreeLocation location, String id, MemorySegment file) {
      below.write(location, id, file);
    }

    @Override
    public void forget(TreeLocation location, String id) {
      forgotten.add(id);
      files.remove(id);
    }
  }
}
