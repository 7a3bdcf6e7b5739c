package io.anabranch.versioning.hooks;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.imports.ImportMode;
import io.anabranch.versioning.imports.ImportRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeOutcome.Merged;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.replay.CherryPickRequest;
import io.anabranch.versioning.replay.CommitOverrides;
import io.anabranch.versioning.replay.RevertRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HooksTest {

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();
  private final Recorder hooks = new Recorder();
  private final VersioningEngine engine = test.another(hooks);

  /** Writes down what it is asked and told; refuses on demand, and acts in between. */
  private static final class Recorder implements Hooks {

    final List<String> heard = new ArrayList<>();
    final List<RefChange> changes = new ArrayList<>();
    boolean refuses;
    Runnable before = () -> {};

    @Override
    public void prepare(Repository repository, CommitPreparation preparation) {
      heard.add("prepare " + preparation.branch());
    }

    @Override
    public String before(Repository repository, RefChange change) {
      heard.add("before " + change.kind() + " " + change.ref());
      before.run();
      if (refuses) {
        throw new FailureException(new Failure.PreconditionFailed("refused"));
      }
      return "run" + heard.size();
    }

    @Override
    public void after(Repository repository, RefChange change, String run) {
      heard.add("after " + change.kind() + " " + change.ref() + " " + run);
      changes.add(change);
    }
  }

  @BeforeEach
  void aCommitToStartFrom() {
    test.put("main", "a", "1");
    test.commit("main");
  }

  @Test
  void everyChangeIsAskedForOnceAndToldOnce() {
    engine.branches().create(repository, "side", "main", false, "user");
    test.put("side", "b", "1");
    Commit commit = commit("side");
    var merged =
        (Merged) engine.merges().merge(repository, "side", "main", new MergeRequest("someone"));
    var none = CommitOverrides.NONE;
    Commit reverted =
        engine
            .replays()
            .revert(repository, "main", new RevertRequest("someone", "main", 1, none, false));
    Commit picked =
        engine
            .replays()
            .cherryPick(
                repository,
                "main",
                new CherryPickRequest("someone", commit.id().value(), null, none));
    engine.tags().create(repository, "v1", "main", "user");
    engine.tags().delete(repository, "v1", "user");
    engine.branches().delete(repository, "side", "user");
    assertThat(hooks.heard)
        .containsExactly(
            "before CREATE_BRANCH side",
            "after CREATE_BRANCH side run1",
            "prepare side",
            "before COMMIT side",
            "after COMMIT side run4",
            "before MERGE main",
            "after MERGE main run6",
            "before REVERT main",
            "after REVERT main run8",
            "before CHERRY_PICK main",
            "after CHERRY_PICK main run10",
            "before CREATE_TAG v1",
            "after CREATE_TAG v1 run12",
            "before DELETE_TAG v1",
            "after DELETE_TAG v1 run14",
            "before DELETE_BRANCH side",
            "after DELETE_BRANCH side run16");
    assertThat(hooks.changes.subList(1, 5).stream().map(change -> change.commit().id()))
        .containsExactly(commit.id(), merged.commit().id(), reverted.id(), picked.id());
    RefChange merge = hooks.changes.get(2);
    assertThat(merge.merged()).isEqualTo(new RefChange.Merged("side", commit));
    assertThat(merge.treeBefore()).isEqualTo(commit.metaRangeId());
  }

  @Test
  void importsAreAskedForToo() {
    MetaRangeId tree = engine.commits().get(repository, "main").metaRangeId();
    engine
        .imports()
        .commit(
            repository,
            "main",
            tree,
            new ImportRequest(
                "someone", "", Map.of(), null, ImportMode.REPLACE, List.of(Key.of("a"))));
    assertThat(hooks.heard).containsExactly("before IMPORT main", "after IMPORT main run1");
  }

  @Test
  void whatIsRefusedDoesNotHappen() {
    test.put("main", "b", "1");
    hooks.refuses = true;
    CommitId head = head();
    refused(() -> commit("main"));
    refused(() -> engine.branches().create(repository, "side", "main", false, "user"));
    refused(() -> engine.tags().create(repository, "v1", "main", "user"));
    assertThat(engine.branches().find(repository, "side")).isEmpty();
    assertThat(engine.tags().find(repository, "v1")).isEmpty();
    assertThat(head()).isEqualTo(head);
    assertThat(engine.entries().find(repository, "main", "b")).isPresent();
    assertThat(hooks.changes).isEmpty();
    hooks.refuses = false;
    Commit commit = commit("main");
    assertThat(head()).isEqualTo(commit.id());
    assertThat(engine.entries().find(repository, commit.id().value(), "b")).isPresent();
  }

  @Test
  void whatCannotBeIsNotAskedFor() {
    assertFails(Failure.Invalid.class, () -> commit("main"));
    assertFails(
        Failure.AlreadyExists.class,
        () -> engine.branches().create(repository, "main", "main", false, "user"));
    assertFails(Failure.NotFound.class, () -> engine.tags().delete(repository, "none", "user"));
    assertFails(
        Failure.Forbidden.class, () -> engine.branches().delete(repository, "main", "user"));
    assertThat(hooks.heard).containsExactly("prepare main");
  }

  @Test
  void aChangeOfSomethingElseMeanwhileIsAskedForAgain() {
    test.put("main", "b", "1");
    hooks.before =
        () -> {
          hooks.before = () -> {};
          test.put("main", "c", "1");
          test.commit("main");
        };
    test.put("main", "d", "1");
    Commit commit =
        engine
            .commits()
            .commit(
                repository, "main", new CommitRequest("someone", "m", Map.of(), null, null, true));
    assertThat(hooks.heard)
        .containsExactly(
            "prepare main", "before COMMIT main", "before COMMIT main", "after COMMIT main run3");
    assertThat(hooks.changes.getFirst().commit()).isEqualTo(commit);
  }

  private Commit commit(String branch) {
    return engine.commits().commit(repository, branch, new CommitRequest("someone", "text"));
  }

  private CommitId head() {
    return engine.branches().get(repository, "main").head();
  }

  private static void refused(ThrowingCallable change) {
    assertFails(Failure.PreconditionFailed.class, change);
  }
}
