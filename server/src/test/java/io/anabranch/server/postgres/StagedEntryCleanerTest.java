package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.commit;
import static io.anabranch.server.postgres.MigratedDatabase.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StagedEntryCleanerTest {

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final Database database = migrated.database();
  private final PostgresRefStore refs = new PostgresRefStore(database);
  private final PostgresStagingStore staging = new PostgresStagingStore(database);
  private final StagedEntryCleaner cleaner = new StagedEntryCleaner(database);
  private final Repository repository = migrated.repository();

  @AfterEach
  void close() {
    migrated.close();
  }

  @Test
  void dropsWhatWasCommittedResetOrDeletedAndNothingElse() {
    refs.createBranch(repository, "deleted", repositoryHead(), false, MigratedDatabase.CAUSE);
    stage("main", "committed", 3);
    Branch sealed = refs.seal(repository, "main").orElseThrow();
    stage("main", "reset", 4);
    assertThat(
            refs.advance(
                repository,
                sealed,
                sealed.head(),
                commit(2, List.of(sealed.head())),
                sealed.sealedTokens(),
                Operation.COMMIT))
        .isTrue();
    staging.resetPrefix(repository, "main", Key.EMPTY);
    stage("main", "kept", 5);
    stage("deleted", "deleted", 6);
    refs.deleteBranch(repository, "deleted", MigratedDatabase.CAUSE);

    assertThat(cleaner.cleanOnce()).isEqualTo(3 + 4 + 6);

    assertThat(count("staged_entry")).isEqualTo(5);
    assertThat(count("retired_token")).isZero();
    assertThat(cleaner.cleanOnce()).isZero();
  }

  @Test
  void dropsWhatADeletedRepositoryHeld() {
    Repository other = migrated.repository();
    stage("main", "a", 2);
    refs.createTag(repository, new Tag("v1", repositoryHead()), MigratedDatabase.CAUSE);
    assertThat(new RepositoryTable(database).delete(repository, "someone")).isTrue();
    assertThat(staging.stage(repository, "main", put("late", "")))
        .isEqualTo(StageOutcome.BRANCH_GONE);

    assertThat(cleaner.cleanOnce()).isEqualTo(2);

    assertThat(count("branch")).isEqualTo(1);
    assertThat(count("commit")).isEqualTo(1);
    assertThat(count("tag") + count("retired_repository")).isZero();
    assertThat(refs.findBranch(other, "main")).isPresent();
  }

  /** A writer that saw the branch before its repository was deleted may still be adding rows. */
  @Test
  void waitsForWritersThatSawTheBranch() throws Exception {
    int lock = new BranchName(repository.id(), "main").lock();
    CountDownLatch staging = new CountDownLatch(1);
    CountDownLatch deleted = new CountDownLatch(1);
    long token = refs.findBranch(repository, "main").orElseThrow().stagingToken().value();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () ->
                    database.transaction(
                        connection -> {
                          Sql.find(
                              connection,
                              row -> true,
                              "SELECT pg_advisory_xact_lock_shared(7, ?)",
                              lock);
                          staging.countDown();
                          await(deleted);
                          return Sql.update(
                              connection, "INSERT INTO staged_entry VALUES (?, 'late', '')", token);
                        }));
    staging.await();
    new RepositoryTable(database).delete(repository, "someone");
    Future<Integer> cleaned = start(cleaner);
    untilSomeoneWaitsForALock();
    deleted.countDown();
    writer.join();

    assertThat(cleaned.get(50, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(count("staged_entry")).isZero();
  }

  @Test
  void vacuumsAfterManyDroppedRows() {
    List<StagedChange> changes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      changes.add(new StagedChange(Key.of("path" + i), null));
    }
    staging.stageAll(repository, "main", changes);
    staging.resetPrefix(repository, "main", Key.EMPTY);

    assertThat(cleaner.cleanOnce()).isEqualTo(100_000);

    assertThat(
            database.<Long>read(
                connection ->
                    Sql.get(
                        connection,
                        row -> row.getLong(1),
                        "SELECT count(*) FROM pg_stat_progress_vacuum"
                            + " WHERE datname = current_database()")))
        .isZero();
    assertThat(freePages()).isGreaterThan(100);
  }

  /** VACUUM is what records free space. */
  private long freePages() {
    return database.read(
        connection -> {
          Sql.update(connection, "CREATE EXTENSION IF NOT EXISTS pg_freespacemap");
          return Sql.get(
              connection,
              row -> row.getLong(1),
              "SELECT count(*) FROM pg_freespace('staged_entry') WHERE avail > 4000");
        });
  }

  private static Future<Integer> start(StagedEntryCleaner cleaner) {
    FutureTask<Integer> task = new FutureTask<>(cleaner::cleanOnce);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void untilSomeoneWaitsForALock() {
    boolean waits = false;
    while (!waits) {
      waits =
          database.read(
              connection ->
                  Sql.get(
                      connection,
                      row -> row.getBoolean(1),
                      """
                      SELECT EXISTS (
                        SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
                        WHERE locktype = 'advisory' AND NOT granted
                          AND datname = current_database())
                      """));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CommitId repositoryHead() {
    return MigratedDatabase.firstCommit().id();
  }

  private void stage(String branch, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(staging.stage(repository, branch, put(prefix + i, "value")))
          .isEqualTo(StageOutcome.STAGED);
    }
  }

  private long count(String table) {
    return database.read(
        connection -> Sql.get(connection, row -> row.getLong(1), "SELECT count(*) FROM " + table));
  }
}
