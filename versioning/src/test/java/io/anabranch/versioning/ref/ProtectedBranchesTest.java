package io.anabranch.versioning.ref;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.commit.CommitRequest;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.memory.Repositories;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.replay.CherryPickRequest;
import io.anabranch.versioning.replay.RevertRequest;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProtectedBranchesTest {

  private final TestEngine test = TestEngine.create();
  private final VersioningEngine engine = test.engine();
  private final Repository repository =
      Repositories.withProtection(test.repository(), "ma*", "[broken");
  private final Entry entry = TestEngine.entry("1");

  @BeforeEach
  void history() {
    test.put("main", "a", "1");
    test.commit("main");
    engine.branches().create(repository, "side", "main", false, "user");
    test.put("side", "b", "1");
    test.commit("side");
  }

  @Test
  void everyDirectChangeIsRefused() {
    test.put("main", "staged", "1");
    CommitId head = engine.branches().get(repository, "main").head();
    var entries = engine.entries();
    refused(() -> entries.stage(repository, "main", "c", entry));
    refused(() -> entries.stageIfAbsent(repository, "main", "c", entry));
    refused(() -> entries.deleteIf(repository, "main", "c", Optional::isPresent));
    refused(() -> entries.delete(repository, "main", "a"));
    refused(() -> entries.delete(repository, "main", "nothing"));
    refused(() -> entries.deleteAll(repository, "main", List.of("a")));
    refused(() -> entries.reset(repository, "main"));
    refused(() -> entries.resetPrefix(repository, "main", "st"));
    refused(() -> entries.resetPath(repository, "main", "staged"));
    CommitRequest staged = new CommitRequest("x", "");
    refused(() -> engine.commits().commit(repository, "main", staged));
    refused(() -> engine.commits().hardReset(repository, "main", "main~1", "user"));
    assertThat(entries.find(repository, "main", "staged")).isPresent();
    assertThat(engine.branches().get(repository, "main").head()).isEqualTo(head);
  }

  @Test
  void itChangesByMergesCherryPicksAndReverts() {
    engine.merges().merge(repository, "side", "main", new MergeRequest("x"));
    assertThat(engine.entries().find(repository, "main", "b")).isPresent();
    engine.replays().revert(repository, "main", new RevertRequest("x", "side"));
    assertThat(engine.entries().find(repository, "main", "b")).isEmpty();
    engine.replays().cherryPick(repository, "main", new CherryPickRequest("x", "side"));
    assertThat(engine.entries().find(repository, "main", "b")).isPresent();
  }

  @Test
  void otherBranchesAreFree() {
    engine.entries().stage(repository, "side", "c", entry);
    engine.commits().commit(repository, "side", new CommitRequest("x", ""));
    engine.commits().hardReset(repository, "side", "side~1", "user");
    engine.entries().reset(repository, "side");
    engine.branches().create(repository, "main2", "main", false, "user");
    engine.branches().delete(repository, "main2", "user");
  }

  private static void refused(ThrowingCallable change) {
    assertFails(Failure.Forbidden.class, change).contains("protected branch 'main'");
  }
}
