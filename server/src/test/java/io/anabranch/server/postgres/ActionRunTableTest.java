package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.ActionRunTable.HookRow;
import io.anabranch.server.postgres.ActionRunTable.HookState;
import io.anabranch.server.postgres.ActionRunTable.NewRun;
import io.anabranch.server.postgres.ActionRunTable.RunRow;
import io.anabranch.server.postgres.RepositoryTable.NewRepository;
import io.anabranch.versioning.model.TreeLocation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other servers do about the runs of one that was killed. */
final class ActionRunTableTest {

  private static final Duration OVER = Duration.ZERO;
  private static final Duration LONG = Duration.ofHours(1);

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final ActionRunTable runs = new ActionRunTable(migrated.database());
  private final UUID server = UUID.randomUUID();
  private int repository;

  @BeforeEach
  void aRepository() {
    var named =
        new NewRepository(
            "r", new TreeLocation("lake", "s3://bucket/x"), "main", MigratedDatabase.NOW, false);
    repository =
        new RepositoryTable(migrated.database())
            .create(named, MigratedDatabase.firstCommit(), "someone")
            .orElseThrow()
            .id();
  }

  @AfterEach
  void close() {
    migrated.close();
  }

  private NewRun run(String id) {
    return new NewRun(repository, id, "pre-commit", "main", "main", "");
  }

  @Test
  void aRunWithoutALifeSignEndsAsFailedAndOnlyOnce() {
    runs.start(run("dead"), server, OVER);
    runs.start(run("alive"), server, LONG);
    assertThat(runs.list(repository, "", 10)).as("those that are over").isEmpty();

    assertThat(runs.failAbandoned()).isEqualTo(1);
    assertThat(runs.failAbandoned()).isZero();

    assertThat(runs.list(repository, "", 10)).extracting(RunRow::id).containsExactly("dead");
    assertThat(runs.find(repository, "dead").orElseThrow().completed()).isFalse();
    assertThat(runs.end(run("dead"), true, List.of(hook()))).as("too late").isFalse();
    assertThat(runs.listHooks(repository, "dead", "", 10)).isEmpty();
    assertThat(runs.end(run("alive"), true, List.of(hook()))).isTrue();
    assertThat(runs.find(repository, "alive").orElseThrow().completed()).isTrue();
    assertThat(runs.listHooks(repository, "alive", "", 10)).containsExactly(hook());
  }

  @Test
  void aServerRenewsTheLeasesOfItsOwnRuns() {
    runs.start(run("mine"), server, OVER);
    runs.start(run("theirs"), UUID.randomUUID(), OVER);

    runs.renew(server, LONG);

    assertThat(runs.failAbandoned()).isEqualTo(1);
    assertThat(runs.list(repository, "", 10)).extracting(RunRow::id).containsExactly("theirs");
  }

  private static HookRow hook() {
    return new HookRow(
        "0000_0000", "a", "h", HookState.COMPLETED, MigratedDatabase.NOW, MigratedDatabase.NOW);
  }
}
