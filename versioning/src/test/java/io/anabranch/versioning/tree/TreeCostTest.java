package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.Range;
import io.anabranch.versioning.range.RangeStorage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls read and write the ranges that matter and no others. */
class TreeCostTest {

  private static final int RECORDS = 20_000;

  private final MemoryRangeStorage storage = new MemoryRangeStorage();
  private final TreeSettings settings = new TreeSettings(0, 1 << 20, 20);
  private MetaRangeId base = MetaRangeId.NONE;
  private List<Range> ranges = List.of();

  @BeforeEach
  void writeBase() {
    List<EntryRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(new EntryRecord(path(i), value(i)));
    }
    base = trees().write(LOCATION, new ListCursor<>(records));
    ranges = ListCursor.drain(trees().ranges(LOCATION, base));
    assertThat(ranges).hasSizeGreaterThan(500);
    storage.forget();
  }

  @Test
  void aLookUpReadsOneRange() {
    Trees trees = trees();
    assertThat(trees.find(LOCATION, base, path(RECORDS / 2))).isPresent();
    assertThat(storage.reads).hasSize(2);
    assertThat(trees.find(LOCATION, base, path(RECORDS / 2))).isPresent();
    assertThat(trees.find(LOCATION, base, Key.of("zzz"))).isEmpty();
    assertThat(storage.reads).hasSize(2);
  }

  @Test
  void aSeekPassesRangesUnread() {
    Cursor<EntryRecord> entries = trees().entries(LOCATION, base);
    entries.next();
    entries.seek(path(RECORDS - 1));
    assertThat(entries.next()).isEqualTo(new EntryRecord(path(RECORDS - 1), value(RECORDS - 1)));
    assertThat(storage.reads).hasSize(3);
  }

  @Test
  void anEditRewritesTheRangeItTouches() {
    AppliedChanges applied = apply(base, new StagedChange(path(10_000), value(-1)));
    assertThat(applied.changed()).isEqualTo(1);
    assertThat(storage.reads).hasSize(2);
    assertThat(storage.writes).hasSize(2);
  }

  @Test
  void editsWithoutEffectWriteNothing() {
    AppliedChanges applied =
        apply(
            base,
            new StagedChange(path(7), value(7)),
            new StagedChange(Key.of("key/00007x"), null),
            new StagedChange(Key.of("zzz"), null));
    assertThat(applied).isEqualTo(new AppliedChanges(base, 0));
    assertThat(storage.writes).isEmpty();
  }

  @Test
  void aDiffReadsTheRangesThatDiffer() {
    MetaRangeId edited = apply(base, new StagedChange(path(10_000), value(-1))).tree();
    storage.forget();
    assertThat(ListCursor.drain(trees().diff(LOCATION, base, edited)))
        .containsExactly(new TreeDifference(path(10_000), value(10_000), value(-1)));
    assertThat(storage.reads).hasSize(4);
    storage.forget();
    assertThat(ListCursor.drain(trees().diff(LOCATION, base, base))).isEmpty();
    assertThat(storage.reads).isEmpty();
  }

  @Test
  void mergingChangesOfDifferentRangesReadsNoRange() {
    StagedChange ours = new StagedChange(path(5_000), value(-1));
    StagedChange theirs = new StagedChange(path(15_000), null);
    MetaRangeId source = apply(base, ours).tree();
    MetaRangeId destination = apply(base, theirs).tree();
    MetaRangeId both = apply(base, ours, theirs).tree();
    storage.forget();
    TreeMerge merge =
        trees().merge(LOCATION, base, source, destination, MergeRule.FAIL_ON_CONFLICT);
    assertThat(merge)
        .isInstanceOfSatisfying(
            TreeMerge.Merged.class, merged -> assertThat(merged.tree()).isEqualTo(both));
    assertThat(storage.reads)
        .containsExactlyInAnyOrder(base.value(), source.value(), destination.value());
    assertThat(storage.writes).containsExactly(both.value());
  }

  @Test
  void mergingWhatIsThereAlreadyWritesNothing() {
    StagedChange ours = new StagedChange(path(5_000), value(-1));
    StagedChange theirs = new StagedChange(path(15_000), null);
    MetaRangeId source = apply(base, ours).tree();
    MetaRangeId destination = apply(base, ours, theirs).tree();
    storage.forget();
    assertThat(trees().merge(LOCATION, base, source, destination, MergeRule.FAIL_ON_CONFLICT))
        .isEqualTo(new TreeMerge.Merged(destination));
    assertThat(storage.writes).isEmpty();
  }

  @Test
  void pathsOutOfOrderAreRefusedAndMakeNoTree() {
    Trees trees = trees();
    List<EntryRecord> twice =
        List.of(new EntryRecord(path(1), value(1)), new EntryRecord(path(1), value(2)));
    StagedChange later = new StagedChange(path(15_000), null);
    StagedChange earlier = new StagedChange(path(5_000), value(-1));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> trees.write(LOCATION, new ListCursor<>(twice)),
            () -> apply(base, later, earlier))) {
      FailureException refused = catchThrowableOfType(FailureException.class, call);
      assertThat(refused.failure()).isInstanceOf(Failure.Invalid.class);
      assertThat(refused).hasMessageContaining("follows '");
    }
    assertThat(storage.writes).isEmpty();
  }

  @Test
  void listsTheFirstThousandConflicts() {
    StagedChange[] ours = new StagedChange[2_000];
    StagedChange[] theirs = new StagedChange[2_000];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = new StagedChange(path(i), value(-1));
      theirs[i] = new StagedChange(path(i), null);
    }
    TreeMerge merge =
        trees()
            .merge(
                LOCATION,
                base,
                apply(base, ours).tree(),
                apply(base, theirs).tree(),
                MergeRule.FAIL_ON_CONFLICT);
    assertThat(merge)
        .isInstanceOfSatisfying(
            TreeMerge.Conflicted.class,
            conflicted -> {
              assertThat(conflicted.paths()).hasSize(1_000);
              assertThat(conflicted.paths().getLast()).isEqualTo(path(999));
            });
  }

  @Test
  void aFailedUploadFailsTheCallBeforeTheMetaRangeIsWritten() {
    Trees trees = new Trees(failingAtWrite(2), settings, Runnable::run);
    List<EntryRecord> records = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      records.add(new EntryRecord(path(i), value(-i)));
    }
    assertThatThrownBy(() -> trees.write(LOCATION, new ListCursor<>(records)))
        .hasMessage("the store is gone");
    assertThat(storage.writes).hasSize(1);
  }

  @Test
  void aFailureOfTheLastUploadIsNoticedToo() {
    Trees trees = new Trees(failingAtWrite(1), settings, Runnable::run);
    List<EntryRecord> one = List.of(new EntryRecord(path(1), value(-1)));
    assertThatThrownBy(() -> trees.write(LOCATION, new ListCursor<>(one)))
        .hasMessage("the store is gone");
    assertThat(storage.writes).isEmpty();
  }

  @Test
  void aRangeIsNoTree() {
    MetaRangeId range = new MetaRangeId(ranges.getFirst().id());
    assertThatThrownBy(() -> trees().entries(LOCATION, range))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Corrupt.class));
  }

  private AppliedChanges apply(MetaRangeId tree, StagedChange... changes) {
    return trees().apply(LOCATION, tree, new ListCursor<>(Arrays.asList(changes)));
  }

  private RangeStorage failingAtWrite(int failing) {
    AtomicInteger writes = new AtomicInteger();
    return new RangeStorage() {
      @Override
      public MemorySegment read(TreeLocation location, String id) {
        return storage.read(location, id);
      }

      @Override
      public void write(TreeLocation location, String id, MemorySegment file) {
        if (writes.incrementAndGet() == failing) {
          throw new FailureException(new Failure.Gone("the store is gone"));
        }
        storage.write(location, id, file);
      }

      @Override
      public void forget(TreeLocation location, String id) {}
    };
  }

  /** With empty caches. */
  private Trees trees() {
    return new Trees(storage, settings, Runnable::run);
  }

  private static Key path(int i) {
    return Key.of("key/%05d".formatted(i));
  }

  private static RecordValue value(int i) {
    byte[] bytes = Integer.toString(i).getBytes(UTF_8);
    return RecordValue.of(bytes, bytes);
  }
}
