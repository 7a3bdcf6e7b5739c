package io.anabranch.versioning.replay;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();
  private final Replays replays = test.engine().replays();

  /** main: a=1, then a=2 and b=1, then c=1; side: from the first of them, with s=1. */
  @BeforeEach
  void history() {
    commit("main", "a", "1");
    test.engine().branches().create(repository, "side", "main", false, "user");
    test.put("main", "b", "1");
    commit("main", "a", "2");
    commit("main", "c", "1");
    commit("side", "s", "1");
  }

  @Test
  void aRevertTakesBackWhatOneCommitChanged() {
    CommitId head = head("main");
    Commit made = replays.revert(repository, "main", new RevertRequest("someone", "main~1"));
    assertThat(made.parents()).containsExactly(head);
    assertThat(made.message()).isEqualTo("Revert main~1");
    assertThat(made.metadata()).isEmpty();
    assertThat(made.committer()).isEqualTo("someone");
    assertThat(head("main")).isEqualTo(made.id());
    assertThat(contents("main")).containsExactly("1", "nothing", "1");
  }

  @Test
  void aCherryPickMakesTheChangesOnceMoreAndSaysWhereTheyComeFrom() {
    Commit origin = test.engine().commits().get(repository, "main~1");
    CommitId head = head("side");
    Commit made = replays.cherryPick(repository, "side", new CherryPickRequest("other", "main~1"));
    assertThat(made.parents()).containsExactly(head);
    assertThat(made.message()).isEqualTo(origin.message());
    assertThat(made.committer()).isEqualTo("other");
    assertThat(made.metadata())
        .isEqualTo(
            Map.of("cherry-pick-origin", origin.id().value(), "cherry-pick-committer", "someone"));
    assertThat(contents("side")).containsExactly("2", "1", "nothing");
    assertThat(content("side", "s")).isEqualTo("1");
  }

  @Test
  void theNewCommitSaysWhatItIsAskedToSay() {
    CommitOverrides overrides = new CommitOverrides("text", Map.of("k", "v"));
    Commit reverted =
        replays.revert(repository, "main", new RevertRequest("x", "main", 0, overrides, false));
    assertThat(reverted.message()).isEqualTo("text");
    assertThat(reverted.metadata()).isEqualTo(Map.of("k", "v"));
    Commit picked =
        replays.cherryPick(
            repository, "side", new CherryPickRequest("x", "main~1", null, overrides));
    assertThat(picked.message()).isEqualTo("text");
    assertThat(picked.metadata()).containsEntry("k", "v").containsKey("cherry-pick-origin");
  }

  @Test
  void aMergeNeedsTheNumberOfAParent() {
    test.engine().merges().merge(repository, "side", "main", new MergeRequest("someone"));
    assertFails(Failure.Conflict.class, () -> revert(0)).contains("merge commit", "parent number");
    assertFails(Failure.Invalid.class, () -> pick(null)).contains("merge commit", "parent number");
    assertFails(Failure.Invalid.class, () -> pick(0)).contains("begins at 1");
    assertFails(Failure.Invalid.class, () -> revert(3)).contains("no parent 3");
    assertFails(Failure.Invalid.class, () -> pick(3)).contains("no parent 3");
    Commit picked = pick(1);
    assertThat(content("side2", "s")).isEqualTo("1");
    assertThat(picked.parents()).hasSize(1);
    revert(1);
    assertThat(content("main", "s")).isEqualTo("nothing");
    assertThat(contents("main")).containsExactly("2", "1", "1");
  }

  @Test
  void whatTheBranchChangedOtherwiseIsAConflict() {
    commit("main", "a", "3");
    CommitId head = head("main");
    assertFails(
            Failure.Conflict.class,
            () -> replays.revert(repository, "main", new RevertRequest("x", "main~2")))
        .contains("'a'");
    commit("side", "a", "other");
    assertFails(
            Failure.Conflict.class,
            () -> replays.cherryPick(repository, "side", new CherryPickRequest("x", "main~2")))
        .contains("branch 'side'", "'a'");
    assertThat(head("main")).isEqualTo(head);
  }

  @Test
  void whatChangesNothingIsCommittedOnDemandOnly() {
    RevertRequest again = new RevertRequest("x", head("main").value());
    replays.revert(repository, "main", again);
    assertFails(Failure.Invalid.class, () -> replays.revert(repository, "main", again))
        .contains("no difference");
    RevertRequest empty = new RevertRequest("x", again.ref(), 0, CommitOverrides.NONE, true);
    Commit made = replays.revert(repository, "main", empty);
    assertThat(made.metaRangeId())
        .isEqualTo(test.engine().commits().get(repository, "main~1").metaRangeId());
    assertFails(
        Failure.Invalid.class,
        () -> replays.cherryPick(repository, "main", new CherryPickRequest("x", "main~3")));
  }

  @Test
  void aFirstCommitIsOneOnAnEmptyTree() {
    Commit whole = test.engine().commits().get(repository, "side");
    Commit unrelated =
        new NewCommit("someone", "", Instant.EPOCH, Map.of()).of(whole.metaRangeId(), List.of());
    test.engine().commits().record(repository, unrelated);
    String first = unrelated.id().value();
    assertFails(
        Failure.Invalid.class,
        () ->
            replays.revert(
                repository, "side", new RevertRequest("x", first, 1, CommitOverrides.NONE, false)));
    Commit emptied = replays.revert(repository, "side", new RevertRequest("x", first));
    assertThat(emptied.metaRangeId()).isEqualTo(MetaRangeId.EMPTY);
    replays.cherryPick(repository, "side", new CherryPickRequest("x", first));
    assertThat(content("side", "s")).isEqualTo("1");
  }

  @Test
  void uncommittedChangesAreNotCommittedWithIt() {
    test.put("main", "staged", "1");
    assertFails(
            Failure.Invalid.class,
            () -> replays.revert(repository, "main", new RevertRequest("x", "main")))
        .contains("uncommitted changes");
    test.engine().entries().reset(repository, "main");
    test.put("main", "a", "2");
    replays.revert(repository, "main", new RevertRequest("x", "main~1"));
    assertThat(content("main", "a")).as("a staged value that was no change").isEqualTo("1");
  }

  @Test
  void refusesWhatDoesNotExist() {
    assertFails(
            Failure.NotFound.class,
            () -> replays.revert(repository, "main", new RevertRequest("x", "nope")))
        .contains("'nope'");
    assertFails(
            Failure.NotFound.class,
            () -> replays.cherryPick(repository, "none", new CherryPickRequest("x", "main")))
        .contains("'none'");
  }

  private Commit revert(int parent) {
    return replays.revert(
        repository, "main", new RevertRequest("x", "main", parent, CommitOverrides.NONE, false));
  }

  private Commit pick(@Nullable Integer parent) {
    if (test.engine().branches().find(repository, "side2").isEmpty()) {
      test.engine().branches().create(repository, "side2", "side~1", false, "user");
    }
    return replays.cherryPick(
        repository, "side2", new CherryPickRequest("x", "main", parent, CommitOverrides.NONE));
  }

  private void commit(String branch, String path, String content) {
    test.put(branch, path, content);
    test.commit(branch);
  }

  private CommitId head(String branch) {
    return test.engine().branches().get(repository, branch).head();
  }

  private List<String> contents(String ref) {
    return List.of(content(ref, "a"), content(ref, "b"), content(ref, "c"));
  }

  private String content(String ref, String path) {
    return test.engine()
        .entries()
        .find(repository, ref, path)
        .map(record -> record.entry().etag())
        .orElse("nothing");
  }
}
