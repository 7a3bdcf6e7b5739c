package io.anabranch.versioning.tree;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.StagedChange;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeAuditTest {

  private static final RecordValue VALUE = RecordValue.of(new byte[] {1}, new byte[] {2});

  private final MemoryRangeStorage store = new MemoryRangeStorage();
  private final Trees trees = new Trees(store, new TreeSettings(0, 20 << 20, 10), Runnable::run);
  private final MetaRangeId tree =
      trees.write(
          LOCATION,
          new ListCursor<>(
              IntStream.range(100, 300)
                  .mapToObj(i -> new EntryRecord(Key.of("path" + i), VALUE))
                  .toList()));

  @Test
  void everyFileIsReadAndNoneTwice() {
    var change = new StagedChange(Key.of("path150"), null);
    MetaRangeId next = trees.apply(LOCATION, tree, new ListCursor<>(List.of(change))).tree();
    var audit = new TreeAudit(store, LOCATION);
    store.reads.clear();
    audit.check(tree);
    audit.check(next);
    audit.check(tree);
    audit.check(MetaRangeId.NONE);
    assertThat(store.reads).doesNotHaveDuplicates().hasSize(audit.passed());
    assertThat(store.reads).hasSameSizeAs(store.files.keySet()).hasSizeGreaterThan(10);
  }

  @Test
  void noFileMayBeMissingOrDamagedOrAnother() {
    for (String id : List.copyOf(store.files.keySet())) {
      MemorySegment intact = Objects.requireNonNull(store.files.remove(id));
      assertFails(Failure.Gone.class, this::audit).contains(id);

      byte[] bytes = intact.toArray(ValueLayout.JAVA_BYTE);
      bytes[bytes.length / 3] ^= 1;
      store.files.put(id, MemorySegment.ofArray(bytes));
      assertFails(Failure.Corrupt.class, this::audit).contains(id);

      store.files.put(id, id.equals(tree.value()) ? empty() : oneRecord());
      assertFails(Failure.Corrupt.class, this::audit).contains(id, "records whose id is");
      store.files.put(id, intact);
    }
    audit();
  }

  private void audit() {
    new TreeAudit(store, LOCATION).check(tree);
  }

  private MemorySegment empty() {
    trees.writeEmpty(LOCATION);
    return store.read(LOCATION, MetaRangeId.EMPTY.value());
  }

  private MemorySegment oneRecord() {
    var other = new MemoryRangeStorage();
    var otherTrees = new Trees(other, TreeSettings.DEFAULT, Runnable::run);
    var record = new EntryRecord(Key.of("path150"), VALUE);
    MetaRangeId written = otherTrees.write(LOCATION, new ListCursor<>(List.of(record)));
    other.files.remove(written.value());
    return other.files.values().iterator().next();
  }
}
