package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link CommitStoreOnPostgresTest} does not ask: what comes in one round trip. */
@Timeout(60)
final class PostgresCommitStoreTest {

  @Test
  void ancestorsComeUpToTheLimitAndTheNearestFirst() {
    try (MigratedDatabase migrated = new MigratedDatabase()) {
      CommitStore commits = new PostgresCommitStore(migrated.database());
      Repository repository = migrated.repository();
      Commit trunk = recorded(commits, repository, "root", List.of());
      Commit head = trunk;
      Set<CommitId> nearest = new HashSet<>();
      for (int i = 0; i < 200; i++) {
        Commit side = recorded(commits, repository, "side " + i, List.of(head, trunk));
        head = recorded(commits, repository, "head " + i, List.of(head, side));
        if (i >= 150) {
          nearest.addAll(List.of(side.id(), head.id()));
        }
      }

      assertThat(commits.findWithAncestors(repository, List.of(head.id()), 0, 150))
          .hasSize(150)
          .containsKeys(nearest.toArray(CommitId[]::new));
      assertThat(commits.findWithAncestors(repository, List.of(head.parents().getFirst()), 0, 150))
          .as("known by now, so that the database need not be asked")
          .hasSize(1);
    }
  }

  private static Commit recorded(
      CommitStore commits, Repository repository, String message, List<Commit> parents) {
    Commit commit =
        new NewCommit("someone", message, MigratedDatabase.NOW, Map.of())
            .of(MetaRangeId.EMPTY, parents);
    assertThat(commits.create(repository, commit)).isTrue();
    return commit;
  }
}
