package io.anabranch.versioning.merge;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeOutcome.Conflicted;
import io.anabranch.versioning.merge.MergeOutcome.Merged;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MergesTest {

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();

  @BeforeEach
  void twoBranches() {
    test.put("main", "same", "0");
    test.put("main", "deleted", "0");
    test.commit("main");
    test.engine().branches().create(repository, "side", "main", false, "user");
    test.put("side", "new", "side");
    test.commit("side");
  }

  @Test
  void makesAMergeCommitEvenWhereTheDestinationHasNotMoved() {
    CommitId into = test.engine().branches().get(repository, "main").head();
    Commit from = test.engine().commits().get(repository, "side");
    Commit merge = merged(new MergeRequest("someone"));
    assertThat(merge.parents()).containsExactly(into, from.id());
    assertThat(merge.metaRangeId()).isEqualTo(from.metaRangeId());
    assertThat(merge.message()).isEqualTo("Merge 'side' into 'main'");
    assertThat(merge.metadata()).isEqualTo(Map.of(".lakefs.merge.strategy", "default"));
    assertThat(merge.generation()).isEqualTo(from.generation() + 1);
    assertThat(content("new")).isEqualTo("side");
  }

  @Test
  void aSquashLeavesTheSourceOutOfTheParents() {
    CommitId into = test.engine().branches().get(repository, "main").head();
    Commit merge =
        merged(
            new MergeRequest(
                "someone",
                "text",
                Map.of("k", "v"),
                MergeStrategy.SOURCE_WINS,
                false,
                false,
                true));
    assertThat(merge.parents()).containsExactly(into);
    assertThat(merge.message()).isEqualTo("text");
    assertThat(merge.metadata())
        .isEqualTo(Map.of("k", "v", ".lakefs.merge.strategy", "source-wins"));
  }

  @Test
  void conflictsAreToldOrDecided() {
    test.put("main", "same", "main");
    test.engine().entries().delete(repository, "main", "deleted");
    test.commit("main");
    test.put("side", "same", "side");
    test.put("side", "deleted", "side");
    test.commit("side");
    assertThat(merge(new MergeRequest("someone")))
        .isEqualTo(new Conflicted(List.of(Key.of("deleted"), Key.of("same"))));
    assertThat(content("new")).isEqualTo("nothing");
    merged(with(MergeStrategy.DEST_WINS, false, false));
    assertThat(List.of(content("same"), content("deleted"), content("new")))
        .containsExactly("main", "nothing", "side");
  }

  @Test
  void theSourceWinsWhenAskedTo() {
    test.put("main", "same", "main");
    test.put("main", "deleted", "main");
    test.commit("main");
    test.put("side", "same", "side");
    test.engine().entries().delete(repository, "side", "deleted");
    test.commit("side");
    merged(with(MergeStrategy.SOURCE_WINS, false, false));
    assertThat(List.of(content("same"), content("deleted"))).containsExactly("side", "nothing");
  }

  @Test
  void whatIsStagedOnTheDestinationIsNotMergedOver() {
    test.put("main", "staged", "1");
    assertFails(Failure.Invalid.class, () -> merge(new MergeRequest("someone")))
        .contains("'main' has uncommitted changes");
    test.engine().entries().reset(repository, "main");
    test.put("side", "staged", "1");
    merged(new MergeRequest("someone"));
    assertThat(content("staged")).isEqualTo("nothing");
  }

  @Test
  void aStagedValueThatWasNoChangeDoesNotUndoTheMerge() {
    test.put("side", "same", "side");
    test.commit("side");
    test.put("main", "same", "0");
    merged(new MergeRequest("someone"));
    assertThat(content("same")).isEqualTo("side");
  }

  @Test
  void nothingNewIsMergedOnDemandOnly() {
    merged(new MergeRequest("someone"));
    assertFails(Failure.Invalid.class, () -> merge(new MergeRequest("someone")))
        .contains("no changes");
    merged(with(MergeStrategy.DEFAULT, true, false));
    merged(with(MergeStrategy.DEFAULT, false, true));
  }

  @Test
  void destinationIsLookedForBeforeSource() {
    MergeRequest request = new MergeRequest("someone");
    assertFails(
            Failure.NotFound.class,
            () -> test.engine().merges().merge(repository, "nope", "none", request))
        .contains("'none'");
    assertFails(
            Failure.NotFound.class,
            () -> test.engine().merges().merge(repository, "nope", "main", request))
        .contains("'nope'");
    assertFails(Failure.Invalid.class, () -> MergeStrategy.parse("ours"));
  }

  @Test
  void unrelatedHistoriesAreNotMerged() {
    Commit unrelated =
        new NewCommit("someone", "", Instant.EPOCH, Map.of()).of(MetaRangeId.EMPTY, List.of());
    test.engine().commits().record(repository, unrelated);
    test.engine().branches().create(repository, "unrelated", unrelated.id().value(), false, "user");
    assertFails(
            Failure.Invalid.class,
            () ->
                test.engine()
                    .merges()
                    .merge(repository, "unrelated", "main", new MergeRequest("someone")))
        .contains("no history in common");
    assertThat(test.engine().commits().findMergeBase(repository, "unrelated", "main").base())
        .isNull();
  }

  private MergeOutcome merge(MergeRequest request) {
    return test.engine().merges().merge(repository, "side", "main", request);
  }

  private Commit merged(MergeRequest request) {
    MergeOutcome outcome = merge(request);
    assertThat(outcome).isInstanceOf(Merged.class);
    Commit head = test.engine().commits().get(repository, "main");
    assertThat(outcome).isEqualTo(new Merged(head));
    return head;
  }

  private static MergeRequest with(MergeStrategy strategy, boolean allowEmpty, boolean force) {
    return new MergeRequest("someone", "", Map.of(), strategy, allowEmpty, force, false);
  }

  private String content(String path) {
    return test.engine()
        .entries()
        .find(repository, "main", path)
        .map(EntryRecord::entry)
        .map(entry -> entry.etag())
        .orElse("nothing");
  }
}
