package io.anabranch.versioning.refsdump;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.log.LogRequest;
import io.anabranch.versioning.memory.MemoryRanges;
import io.anabranch.versioning.memory.Repositories;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefsDumpsTest {

  private final TestEngine test = TestEngine.create();
  private final RefsDumps dumps = test.engine().refsDumps();
  private final Repository repository = test.repository();
  private final Trees trees = new Trees(test.ranges(), TreeSettings.DEFAULT, Runnable::run);

  @Test
  void whatIsDumpedIsRestored() {
    for (int i = 0; i < 30; i++) {
      test.put("main", "path" + i, "1");
      test.commit("main", "commit " + i);
    }
    test.engine().branches().create(repository, "hidden", "main~3", true, "user");
    test.engine().tags().create(repository, "v1", "main~7", "user");
    test.put("hidden", "more", "1");
    test.commit("hidden");
    test.put("main", "staged", "1");
    Commit unreferenced =
        new NewCommit("someone", "nobody's", Instant.EPOCH, Map.of("k", "v", "a", "b"))
            .of(MetaRangeId.EMPTY, List.of());
    test.engine().commits().record(repository, unreferenced);

    RefsDump dump = dumps.dump(repository);
    Repository bare = bare();
    dumps.restore(bare, dump, "user");
    assertThat(log(bare, "main")).isEqualTo(log(repository, "main")).hasSize(31);
    assertThat(log(bare, "hidden")).isEqualTo(log(repository, "hidden"));
    assertThat(test.engine().tags().get(bare, "v1"))
        .isEqualTo(test.engine().tags().get(repository, "v1"));
    assertThat(test.engine().commits().find(bare, unreferenced.id())).contains(unreferenced);
    assertThat(dumps.dump(bare)).isEqualTo(dump);
    assertFails(Failure.Invalid.class, () -> dumps.restore(bare, dump, "user"))
        .contains("bare repository");
  }

  @Test
  void anEmptyDumpIsRestoredToo() {
    Repository bare = bare();
    RefsDump dump = dumps.dump(bare);
    assertThat(Stream.of(dump.commits(), dump.tags(), dump.branches()).distinct()).hasSize(3);
    dumps.restore(bare, dump, "user");
    assertThat(test.engine().branches().list(bare, "", "", 1, true).items()).isEmpty();
  }

  @Test
  void nothingIsRestoredOfADumpThatDoesNotHoldTogether() {
    Commit first = words("first").of(MetaRangeId.NONE, List.of());
    Commit second = words("second").of(MetaRangeId.NONE, List.of(first));
    BranchHead main = new BranchHead("main", second.id());
    refused(List.of(second), List.of(), List.of()).contains(first.id().value(), "a parent of");
    refused(List.of(first), List.of(main), List.of()).contains("the head of branch 'main'");
    refused(List.of(first), List.of(), List.of(new Tag("v1", second.id()))).contains("tag 'v1'");
    Tag sameName = new Tag("main", first.id());
    refused(List.of(first, second), List.of(main), List.of(sameName)).contains("both a branch");
    refused(List.of(first, renamed(second, "forged", 2)), List.of(), List.of())
        .contains(second.id().value(), "contents whose id is");
    refused(List.of(first, renamed(second, "second", 1)), List.of(), List.of()).contains("cycle");
    refused(List.of(renamed(first, "first", 0)), List.of(), List.of()).contains("no generation");
    refused(List.of(first), List.of(new BranchHead("a b", first.id())), List.of())
        .contains("'a b' is not a branch name");

    RefsDump missing =
        new RefsDump(new MetaRangeId("0".repeat(64)), MetaRangeId.EMPTY, MetaRangeId.EMPTY);
    assertFails(Failure.Gone.class, () -> dumps.restore(bare(), missing, "user"));
    test.put("main", "an", "entry");
    MetaRangeId data = test.commit("main").metaRangeId();
    RefsDump entries = new RefsDump(data, MetaRangeId.EMPTY, MetaRangeId.EMPTY);
    assertFails(Failure.Invalid.class, () -> dumps.restore(bare(), entries, "user"));
  }

  @ParameterizedTest
  @CsvSource({"commits,COMMIT", "branches,BRANCH", "tags,TAG"})
  void writesWhatAnotherImplementationWrote(String name, Entity entity) {
    JsonNode vector = Vectors.json("refs-dump.json").path(name);
    MemoryRanges files = test.ranges();
    for (String kind : List.of("range", "metarange")) {
      files.write(
          repository.location(),
          vector.path(kind).path("id").textValue(),
          Vectors.segment("refs-" + entity.text() + "." + kind + ".sst"));
    }
    MetaRangeId tree = new MetaRangeId(vector.path("metarange").path("id").textValue());
    List<EntryRecord> records = drain(tree);
    assertThat(records).hasSize(vector.path("range").path("rows").size());
    List<EntryRecord> again =
        records.stream()
            .map(
                record ->
                    switch (entity) {
                      case COMMIT -> DumpRecords.of(DumpRecords.commit(record));
                      case BRANCH -> DumpRecords.of(DumpRecords.branch(record));
                      case TAG -> DumpRecords.of(DumpRecords.tag(record));
                    })
            .toList();
    assertThat(again).isEqualTo(records);
    assertThat(write(entity, again)).isEqualTo(tree);
    assertThat(HexFormat.of().formatHex(again.getFirst().value().data()))
        .isEqualTo(vector.path("range").path("rows").path(0).path("data_hex").textValue());
  }

  private AbstractStringAssert<?> refused(
      List<Commit> commits, List<BranchHead> branches, List<Tag> tags) {
    RefsDump dump =
        new RefsDump(
            write(Entity.COMMIT, commits.stream().map(DumpRecords::of).toList()),
            write(Entity.TAG, tags.stream().map(DumpRecords::of).toList()),
            write(Entity.BRANCH, branches.stream().map(DumpRecords::of).toList()));
    Repository bare = bare();
    var message = assertFails(Failure.Invalid.class, () -> dumps.restore(bare, dump, "user"));
    assertThat(test.stores().list(bare, null, 1)).isEmpty();
    return message;
  }

  private MetaRangeId write(Entity entity, List<EntryRecord> records) {
    List<EntryRecord> sorted =
        records.stream().sorted(Comparator.comparing(EntryRecord::path)).toList();
    return trees.write(
        repository.location(),
        entity.properties(),
        new IteratorCursor<EntryRecord>(sorted.iterator(), r -> r));
  }

  private List<EntryRecord> drain(MetaRangeId tree) {
    List<EntryRecord> records = new ArrayList<>();
    new CursorIterator<>(trees.entries(repository.location(), tree), record -> record)
        .forEachRemaining(records::add);
    return records;
  }

  /** Another one, over the same storage namespace. */
  private Repository bare() {
    Repository next = Repositories.next();
    return new Repository(
        next.id(),
        next.name(),
        repository.location(),
        next.defaultBranch(),
        next.creationDate(),
        false,
        next.protection());
  }

  private List<CommitId> log(Repository of, String ref) {
    return test.engine().log().list(of, ref, LogRequest.latest(99)).items().stream()
        .map(Commit::id)
        .toList();
  }

  private static NewCommit words(String message) {
    return new NewCommit("someone", message, Instant.EPOCH, Map.of());
  }

  private static Commit renamed(Commit commit, String message, int generation) {
    return new Commit(
        commit.id(),
        commit.committer(),
        message,
        commit.creationDate(),
        commit.metaRangeId(),
        commit.parents(),
        commit.metadata(),
        commit.version(),
        generation);
  }
}
