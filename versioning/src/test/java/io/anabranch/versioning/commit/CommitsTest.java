package io.anabranch.versioning.commit;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.diff.DiffItem;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitsTest {

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();
  private final Commits commits = test.engine().commits();

  @Test
  void aFirstCommitIsWhatThePeerMakes() {
    Commit first = Commits.first(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(first.committer()).isEmpty();
    assertThat(first.message()).isEqualTo("Repository created");
    assertThat(first.metaRangeId()).isEqualTo(MetaRangeId.NONE);
    assertThat(first.parents()).isEmpty();
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.generation()).isEqualTo(1);
  }

  @Test
  void aCommitSaysWhatItWasAskedToSay() {
    test.put("main", "a", "1");
    Instant date = Instant.parse("2020-02-03T04:05:06.123456789Z");
    Commit commit =
        commits.commit(
            repository,
            "main",
            new CommitRequest("someone", "message", Map.of("k", "v"), date, null, false));
    assertThat(commits.get(repository, "main")).isEqualTo(commit);
    assertThat(commit.committer()).isEqualTo("someone");
    assertThat(commit.message()).isEqualTo("message");
    assertThat(commit.metadata()).isEqualTo(Map.of("k", "v"));
    assertThat(commit.creationDate()).isEqualTo(Instant.parse("2020-02-03T04:05:06.123456Z"));
    assertThat(commit.generation()).isEqualTo(2);
    assertThat(test.stores().areas()).as("areas left").isLessThanOrEqualTo(1);
  }

  @Test
  void whatIsNoChangeIsNotCommitted() {
    test.put("main", "a", "1");
    test.commit("main");
    test.put("main", "a", "1");
    test.engine().entries().deleteAll(repository, "main", List.of("nothing"));
    assertFails(Failure.Invalid.class, () -> commit(null, false)).contains("nothing has changed");
    assertThat(branch().sealedTokens()).as("no area is sealed for nothing").isEmpty();
    assertFails(
        Failure.NotFound.class,
        () -> commits.commit(repository, "nope", new CommitRequest("someone", "")));
    Commit empty = commit(null, true);
    assertThat(empty.metaRangeId())
        .isEqualTo(commits.get(repository, "main~1").metaRangeId())
        .isNotEqualTo(MetaRangeId.EMPTY);
  }

  @Test
  void anEmptyCommitOnAnEmptyTreeRefersToTheEmptyTree() {
    assertThat(commit(null, true).metaRangeId()).isEqualTo(MetaRangeId.EMPTY);
  }

  @Test
  void aGivenTreeReplacesThatOfACleanBranch() {
    test.put("main", "a", "1");
    MetaRangeId tree = test.commit("main").metaRangeId();
    test.engine().entries().delete(repository, "main", "a");
    assertFails(Failure.Invalid.class, () -> commit(tree, false)).contains("uncommitted changes");
    test.commit("main");
    assertThat(commit(tree, false).metaRangeId()).isEqualTo(tree);
    assertThat(test.engine().entries().find(repository, "main", "a")).isPresent();
    assertFails(Failure.Invalid.class, () -> commit(tree, false));
    assertFails(Failure.Gone.class, () -> commit(new MetaRangeId("0".repeat(64)), false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aCommitThatFailsMidwayLeavesEverythingReadable(int writes) {
    for (int i = 0; i < 30; i++) {
      test.put("main", "committed/" + i, "1");
    }
    CommitId head = test.commit("main").id();
    for (int i = 0; i < 30; i++) {
      test.put("main", "staged/" + i, "1");
    }
    test.engine().entries().delete(repository, "main", "committed/7");
    var listed = test.engine().entries().list(repository, "main", PageRequest.first(1000));
    var uncommitted = uncommitted();

    test.ranges().failAfter(writes);
    assertFails(Failure.Unavailable.class, () -> commit(null, false));
    assertThat(branch().head()).isEqualTo(head);
    assertThat(branch().sealedTokens()).hasSize(1);
    assertThat(test.engine().entries().list(repository, "main", PageRequest.first(1000)))
        .isEqualTo(listed);
    assertThat(uncommitted()).isEqualTo(uncommitted).hasSize(31);
    assertFails(Failure.Invalid.class, () -> commits.hardReset(repository, "main", "main", "user"))
        .contains("uncommitted changes");

    test.put("main", "later", "1");
    test.ranges().recover();
    Commit commit = commit(null, false);
    assertThat(commit.parents()).containsExactly(head);
    assertThat(branch().sealedTokens()).isEmpty();
    assertThat(uncommitted()).isEmpty();
    assertThat(test.engine().entries().list(repository, "main@", PageRequest.first(1000)).items())
        .hasSize(listed.items().size() + 1)
        .containsAll(listed.items());
  }

  @Test
  void aHardResetMovesTheHeadUnderWhatIsStaged() {
    test.put("main", "a", "1");
    Commit first = test.commit("main");
    test.put("main", "a", "2");
    test.commit("main");
    test.put("main", "b", "1");
    assertThat(commits.hardReset(repository, "main", "main~1", "user")).isEqualTo(first.id());
    assertThat(branch().head()).isEqualTo(first.id());
    assertThat(uncommitted()).hasSize(1);
    assertFails(
        Failure.NotFound.class, () -> commits.hardReset(repository, "main", "nope", "user"));
    assertFails(
        Failure.NotFound.class, () -> commits.hardReset(repository, "nope", "main", "user"));
  }

  @Test
  void recordsACommitWhoseIdIsRight() {
    Commit head = commits.get(repository, "main");
    Commit made =
        new NewCommit("someone", "made elsewhere", Instant.EPOCH, Map.of())
            .of(MetaRangeId.EMPTY, List.of(head));
    commits.record(repository, made);
    assertThat(commits.find(repository, made.id())).contains(made);
    assertFails(Failure.AlreadyExists.class, () -> commits.record(repository, made));
    Commit forged =
        new Commit(
            made.id(),
            "someone else",
            made.message(),
            made.creationDate(),
            made.metaRangeId(),
            made.parents(),
            made.metadata(),
            made.version(),
            made.generation());
    assertFails(Failure.Invalid.class, () -> commits.record(repository, forged))
        .contains(made.id().value());
  }

  @Test
  void recordsNoCommitThatRefersToWhatIsNotThere() {
    Commit head = commits.get(repository, "main");
    NewCommit words = new NewCommit("someone", "made elsewhere", Instant.EPOCH, Map.of());
    Commit parent = words.of(MetaRangeId.EMPTY, List.of(head));
    Commit child = words.of(MetaRangeId.EMPTY, List.of(parent));
    assertFails(Failure.NotFound.class, () -> commits.record(repository, child))
        .contains(parent.id().value(), "record that one first");
    Commit elsewhere = words.of(new MetaRangeId("0".repeat(64)), List.of(head));
    assertFails(Failure.NotFound.class, () -> commits.record(repository, elsewhere))
        .contains("no tree '000");
    Commit wrongGeneration =
        new Commit(
            child.id(),
            child.committer(),
            child.message(),
            child.creationDate(),
            child.metaRangeId(),
            child.parents(),
            child.metadata(),
            child.version(),
            7);
    commits.record(repository, parent);
    assertFails(Failure.Invalid.class, () -> commits.record(repository, wrongGeneration))
        .contains("generation 7", "it is 3");
    assertThat(commits.find(repository, child.id())).isEmpty();
    commits.record(repository, child);
    test.engine().branches().create(repository, "recorded", child.id().value(), false, "user");
    assertThat(test.engine().entries().list(repository, "recorded", PageRequest.first(1)).items())
        .isEmpty();
  }

  private Commit commit(@Nullable MetaRangeId tree, boolean allowEmpty) {
    return commits.commit(
        repository, "main", new CommitRequest("someone", "", Map.of(), null, tree, allowEmpty));
  }

  private Branch branch() {
    return test.engine().branches().get(repository, "main");
  }

  private List<DiffItem> uncommitted() {
    return test.engine()
        .diffs()
        .listUncommitted(repository, "main", PageRequest.first(1000))
        .items();
  }
}
