package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.commit;
import static io.anabranch.server.postgres.MigratedDatabase.commitId;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.ref.RefStore.CreateOutcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link RefStoreOnPostgresTest} does not ask: several servers, batches and rounding. */
@Timeout(60)
final class PostgresRefStoreTest {

  private static final CommitId FIRST = commitId(1);

  private static MigratedDatabase migrated;
  private static Database otherServer;
  private static RefStore refs;
  private static CommitStore commits;

  private Repository repository;

  @BeforeAll
  static void open() {
    migrated = new MigratedDatabase();
    otherServer = migrated.open();
    refs = new PostgresRefStore(migrated.database());
    commits = new PostgresCommitStore(migrated.database());
  }

  @AfterAll
  static void close() {
    otherServer.close();
    migrated.close();
  }

  @BeforeEach
  void createRepository() {
    repository = migrated.repository();
  }

  @Test
  void createdOnceUnlessTheNameIsTakenOrTheRepositoryGone() throws Exception {
    assertThat(refs.createTag(repository, new Tag("tag", FIRST), MigratedDatabase.CAUSE))
        .isEqualTo(CreateOutcome.CREATED);

    List<CreateOutcome> outcomes =
        Together.run(
            60,
            i ->
                refs.createBranch(
                    repository,
                    i % 3 == 0 ? "tag" : "branch" + i % 2,
                    FIRST,
                    false,
                    MigratedDatabase.CAUSE));

    assertThat(outcomes.stream().filter(CreateOutcome.CREATED::equals)).hasSize(2);
    assertThat(outcomes.stream().filter(CreateOutcome.EXISTS::equals)).hasSize(38);
    assertThat(outcomes.stream().filter(CreateOutcome.TAKEN_BY_OTHER_KIND::equals)).hasSize(20);
    assertThat(refs.createTag(repository, new Tag("tag", commitId(2)), MigratedDatabase.CAUSE))
        .isEqualTo(CreateOutcome.EXISTS);
    assertThat(refs.createTag(repository, new Tag("main", FIRST), MigratedDatabase.CAUSE))
        .isEqualTo(CreateOutcome.TAKEN_BY_OTHER_KIND);
    new RepositoryTable(migrated.database()).delete(repository, "someone");
    assertThat(refs.createBranch(repository, "new", FIRST, false, MigratedDatabase.CAUSE))
        .isEqualTo(CreateOutcome.REPOSITORY_GONE);
    assertThat(refs.createTag(repository, new Tag("new", FIRST), MigratedDatabase.CAUSE))
        .isEqualTo(CreateOutcome.REPOSITORY_GONE);
  }

  @Test
  void aBranchAndATagNeverShareANameHoweverTheyRace() throws Exception {
    RefStore other = new PostgresRefStore(otherServer);
    for (int round = 0; round < 30; round++) {
      String name = "name" + round;
      List<CreateOutcome> outcomes =
          Together.run(
              8,
              i ->
                  i % 2 == 0
                      ? (i % 4 == 0 ? refs : other)
                          .createBranch(repository, name, FIRST, false, MigratedDatabase.CAUSE)
                      : (i % 4 == 1 ? refs : other)
                          .createTag(repository, new Tag(name, FIRST), MigratedDatabase.CAUSE));

      assertThat(outcomes).as(name).containsOnlyOnce(CreateOutcome.CREATED);
      assertThat(refs.findBranch(repository, name).isPresent())
          .isNotEqualTo(refs.findTag(repository, name).isPresent());
    }
  }

  @Test
  void oneOfManyCommitsFromTheSameHeadWins() throws Exception {
    RefStore other = new PostgresRefStore(otherServer);
    for (int round = 0; round < 10; round++) {
      Branch branch = refs.seal(repository, "main").orElseThrow();
      List<StagingToken> areas = branch.sealedTokens();
      int number = 100 * (round + 1);
      List<Boolean> outcomes =
          Together.run(
              8,
              i ->
                  (i % 2 == 0 ? refs : other)
                      .advance(
                          repository,
                          branch,
                          branch.head(),
                          commit(number + i, List.of(branch.head())),
                          areas,
                          Operation.COMMIT));

      assertThat(outcomes).containsOnlyOnce(true);
      assertThat(refs.findBranch(repository, "main").orElseThrow().head())
          .isEqualTo(commitId(number + outcomes.indexOf(true)));
    }
  }

  @Test
  void commitsAreRecordedOnceAndKeptWhole() {
    var metadata = new TreeMap<>(Map.of("k\"\n", "v\u2028é😀", "", ""));
    Commit commit =
        new Commit(
            commitId(7),
            "é",
            "",
            MigratedDatabase.NOW.plusNanos(999),
            new MetaRangeId(""),
            List.of(FIRST, commitId(6)),
            metadata,
            0,
            0);

    assertThat(commits.create(repository, commit)).isTrue();
    assertThat(commits.create(repository, commit)).isFalse();

    Commit found = commits.find(repository, commit.id()).orElseThrow();
    assertThat(found.metadata()).isEqualTo(metadata);
    assertThat(found.parents()).isEqualTo(commit.parents());
    assertThat(found.creationDate()).as("microseconds").isEqualTo(MigratedDatabase.NOW);
    assertThat(found.version() + found.generation()).isZero();
    assertThat(commits.findAll(repository, List.of(FIRST, commitId(7), commitId(8))))
        .containsOnlyKeys(FIRST, commitId(7));
    assertThat(commits.find(migrated.repository(), commitId(7))).isEmpty();
  }
}
