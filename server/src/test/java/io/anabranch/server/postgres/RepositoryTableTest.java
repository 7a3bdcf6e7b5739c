package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.firstCommit;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.RepositoryTable.NewRepository;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.protection.BranchProtection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RepositoryTableTest {

  private static MigratedDatabase migrated;
  private static RepositoryTable repositories;
  private static PostgresRefStore refs;
  private static PostgresCommitStore commits;

  @BeforeAll
  static void open() {
    migrated = new MigratedDatabase();
    repositories = new RepositoryTable(migrated.database());
    refs = new PostgresRefStore(migrated.database());
    commits = new PostgresCommitStore(migrated.database());
  }

  @AfterAll
  static void close() {
    migrated.close();
  }

  private static NewRepository named(String name) {
    return new NewRepository(
        name, new TreeLocation("lake", "s3://bucket/x"), "trunk", MigratedDatabase.NOW, true);
  }

  @Test
  void aNewRepositoryHasItsFirstCommitOnItsDefaultBranch() {
    Repository created = repositories.create(named("new"), firstCommit(), "someone").orElseThrow();

    assertThat(created)
        .isEqualTo(
            new Repository(
                created.id(),
                "new",
                new TreeLocation("lake", "s3://bucket/x"),
                "trunk",
                MigratedDatabase.NOW,
                true,
                BranchProtection.NONE));
    assertThat(repositories.find("new")).contains(created);
    assertThat(refs.findBranch(created, "trunk").map(Branch::head)).contains(firstCommit().id());
    assertThat(commits.find(created, firstCommit().id())).contains(firstCommit());
    assertThat(repositories.create(named("new"), firstCommit(), "someone")).isEmpty();
    assertThat(repositories.createBare(named("new"), "someone")).isEmpty();
  }

  @Test
  void oneOfManyCreatorsOfANameWins() throws Exception {
    List<Optional<Repository>> outcomes =
        Together.run(12, i -> repositories.create(named("raced"), firstCommit(), "someone"));

    assertThat(outcomes.stream().flatMap(Optional::stream)).hasSize(1);
  }

  @Test
  void aBareRepositoryHasNoRefs() {
    Repository bare = repositories.createBare(named("bare"), "someone").orElseThrow();

    assertThat(refs.listBranches(bare, "", "", 10, true)).isEmpty();
    assertThat(commits.find(bare, firstCommit().id())).isEmpty();
  }

  @Test
  void listedByPrefixSearchAndPage() {
    for (String name : List.of("list-b", "list-a", "list-ab", "list")) {
      repositories.createBare(named(name), "someone");
    }

    assertThat(names("list", "", "", 10)).containsExactly("list", "list-a", "list-ab", "list-b");
    assertThat(names("list", "", "list-a", 1)).containsExactly("list-ab");
    assertThat(names("list", "b", "", 10)).containsExactly("list-ab", "list-b");
    assertThat(names("", "st-a", "", 10)).containsExactly("list-a", "list-ab");
    assertThat(names("%", "", "", 10)).isEmpty();
  }

  private static List<String> names(String prefix, String search, String after, int limit) {
    return repositories.list(prefix, search, after, limit).stream().map(Repository::name).toList();
  }

  @Test
  void metadataIsSetAndDeletedByKey() {
    Repository repository = repositories.createBare(named("described"), "someone").orElseThrow();
    assertThat(repositories.setMetadata(repository, Map.of("a", "1", "b", "2"))).isTrue();
    assertThat(repositories.setMetadata(repository, Map.of("b", "3", "c", "\""))).isTrue();
    assertThat(repositories.deleteMetadata(repository, List.of("a", "none"))).isTrue();

    assertThat(repositories.findMetadata(repository)).contains(sorted("b", "3", "c", "\""));
    repositories.delete(repository, "someone");
    assertThat(repositories.findMetadata(repository)).isEmpty();
    assertThat(repositories.setMetadata(repository, Map.of())).isFalse();
  }

  private static SortedMap<String, String> sorted(
      String key, String value, String key2, String value2) {
    return new TreeMap<>(Map.of(key, value, key2, value2));
  }

  @Test
  void aNameMayBeUsedAgainAndTheIdIsNot() {
    Repository old = repositories.create(named("again"), firstCommit(), "someone").orElseThrow();
    assertThat(repositories.delete(old, "someone")).isTrue();
    assertThat(repositories.delete(old, "someone")).isFalse();

    Repository again = repositories.createBare(named("again"), "someone").orElseThrow();

    assertThat(again.id()).isNotEqualTo(old.id());
    assertThat(refs.findBranch(again, "trunk")).isEmpty();
    assertThat(refs.findBranch(old, "trunk")).isEmpty();
  }
}
