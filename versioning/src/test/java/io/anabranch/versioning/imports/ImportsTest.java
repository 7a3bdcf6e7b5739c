package io.anabranch.versioning.imports;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportsTest {

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();
  private final Imports imports = test.engine().imports();

  @BeforeEach
  void aBranchWithObjects() {
    for (String path : List.of("in/a", "in/b", "in2", "out/a")) {
      test.put("main", path, "old");
    }
    test.commit("main");
  }

  @Test
  void replacesWhatIsUnderADestinationAndNothingElse() {
    Commit head = test.engine().commits().get(repository, "main");
    Commit commit = imported(ImportMode.REPLACE, "in/a", "in/c");
    assertThat(contents()).containsExactly("in/a=new", "in/c=new", "in2=old", "out/a=old");
    assertThat(commit.parents()).containsExactly(head.id());
    assertThat(commit.message()).isEqualTo("Import objects");
    assertThat(commit.metadata())
        .isEqualTo(Map.of("k", "v", ".lakefs.merge.strategy", "source-wins"));
  }

  @Test
  void mergesWithWhatIsThere() {
    imported(ImportMode.MERGE, "in/a", "in/c");
    assertThat(contents())
        .containsExactly("in/a=new", "in/b=old", "in/c=new", "in2=old", "out/a=old");
  }

  @Test
  void leavesWhatIsThereAlone() {
    imported(ImportMode.SKIP_EXISTING, "in/a", "in/c");
    assertThat(contents())
        .containsExactly("in/a=old", "in/b=old", "in/c=new", "in2=old", "out/a=old");
  }

  @Test
  void theSameContentsAtAnotherAddressMove() {
    Entry moved =
        new Entry("s3://b/k", AddressType.FULL, Instant.EPOCH, 1, "old", Map.of(), "text/plain");
    commit(ImportMode.MERGE, write(new EntryRecord(Key.of("in/a"), RecordValue.of(moved))));
    assertThat(test.engine().entries().get(repository, "main", "in/a").entry()).isEqualTo(moved);
  }

  @Test
  void anImportThatChangesNothingIsACommitAllTheSame() {
    Commit first = imported(ImportMode.REPLACE, "in/a");
    Commit second = imported(ImportMode.REPLACE, "in/a");
    assertThat(second.parents()).containsExactly(first.id());
    assertThat(second.metaRangeId()).isEqualTo(first.metaRangeId());
  }

  @Test
  void refusesBranchesWithUncommittedChangesBeforeAndAfterTheListing() {
    MetaRangeId tree = write(record("in/a"));
    imports.requireClean(repository, "main");
    test.put("main", "staged", "1");
    assertFails(Failure.Invalid.class, () -> imports.requireClean(repository, "main"))
        .contains("'main' has uncommitted changes", "importing");
    assertFails(Failure.Invalid.class, () -> commit(ImportMode.MERGE, tree))
        .contains("'main' has uncommitted changes", "importing");
    assertFails(Failure.NotFound.class, () -> imports.requireClean(repository, "none"))
        .contains("'none'");
  }

  private Commit imported(ImportMode mode, String... paths) {
    EntryRecord[] records = new EntryRecord[paths.length];
    for (int i = 0; i < paths.length; i++) {
      records[i] = record(paths[i]);
    }
    return commit(mode, write(records));
  }

  private Commit commit(ImportMode mode, MetaRangeId tree) {
    return imports.commit(
        repository,
        "main",
        tree,
        new ImportRequest("someone", "", Map.of("k", "v"), null, mode, List.of(Key.of("in/"))));
  }

  private MetaRangeId write(EntryRecord... records) {
    Queue<EntryRecord> left = new ArrayDeque<>(List.of(records));
    return imports.write(
        repository,
        new Cursor<>() {
          @Override
          public @Nullable EntryRecord next() {
            return left.poll();
          }

          @Override
          public void seek(Key target) {
            throw new UnsupportedOperationException();
          }
        });
  }

  private static EntryRecord record(String path) {
    return new EntryRecord(Key.of(path), RecordValue.of(TestEngine.entry("new")));
  }

  private List<String> contents() {
    return test
        .engine()
        .entries()
        .list(repository, "main", new PageRequest("", "", "", 100))
        .items()
        .stream()
        .map(item -> ((ListItem.ListedEntry) item).record())
        .map(record -> record.path() + "=" + record.entry().etag())
        .toList();
  }
}
