package io.anabranch.versioning.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.memory.MemoryStores;
import io.anabranch.versioning.memory.Repositories;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergeBasesTest {

  private final MemoryStores store = new MemoryStores();
  private final Repository repository = Repositories.next();

  @Test
  void baseIsThatOfTheNaiveWalkWhateverComesWithACommit() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Commit> graph = graph(random);
      for (int i = 0; i < 10; i++) {
        Commit left = graph.get(random.nextInt(graph.size()));
        Commit right = graph.get(random.nextInt(graph.size()));
        Optional<CommitId> naive = naive(left, right);
        for (boolean withAncestors : List.of(true, false)) {
          assertThat(find(new CountingCommitStore(store, withAncestors), left, right))
              .as("seed %d, pair %d, ancestors come: %s", seed, i, withAncestors)
              .isEqualTo(naive);
        }
      }
    }
  }

  @Test
  void aLongHistoryIsReadInFewRoundTripsAndNotMuchBelowTheBase() {
    Commit base = chain(null, "trunk", 3000);
    Commit main = chain(base, "main", 5000);
    Commit branch = chain(base, "branch", 3);
    CountingCommitStore counting = new CountingCommitStore(store, true);
    assertThat(find(counting, branch, main)).contains(base.id());
    assertThat(counting.calls()).isLessThanOrEqualTo(15);
    assertThat(counting.nodes()).isBetween(5000, 5100);
  }

  @Test
  void neighboursAreReadInOneRoundTrip() {
    Commit base = chain(null, "trunk", 3000);
    CountingCommitStore counting = new CountingCommitStore(store, true);
    assertThat(find(counting, chain(base, "left", 1), chain(base, "right", 1))).contains(base.id());
    assertThat(counting.calls()).isEqualTo(1);
    assertThat(counting.nodes()).isLessThanOrEqualTo(16);
  }

  private Optional<CommitId> find(CommitStore commits, Commit left, Commit right) {
    return new MergeBases(commits).find(repository, left, right).map(CommitNode::id);
  }

  /** What the engine's walk stands for: every commit by itself, and nothing is forgotten. */
  private Optional<CommitId> naive(Commit left, Commit right) {
    if (left.equals(right)) {
      return Optional.of(left.id());
    }
    Map<CommitId, Integer> reached = new HashMap<>(Map.of(left.id(), 1, right.id(), 2));
    PriorityQueue<Commit> queue =
        new PriorityQueue<>(
            Comparator.comparingInt(Commit::generation)
                .thenComparing(Commit::creationDate)
                .reversed());
    queue.addAll(List.of(left, right));
    while (!queue.isEmpty()) {
      Commit commit = queue.remove();
      for (CommitId parent : commit.parents()) {
        Integer before = reached.get(parent);
        int now = reached.merge(parent, reached.get(commit.id()), (one, other) -> one | other);
        if (now == 3) {
          return Optional.of(parent);
        }
        if (before == null) {
          queue.add(store.find(repository, parent).orElseThrow());
        }
      }
    }
    return Optional.empty();
  }

  /** Up to three roots, some lines, and merges between what is near and what is far. */
  private List<Commit> graph(Random random) {
    List<Commit> graph = new ArrayList<>();
    int size = 2 + random.nextInt(150);
    int near = 1 + random.nextInt(12);
    for (int i = 0; i < size; i++) {
      List<Commit> parents = new ArrayList<>();
      if (!graph.isEmpty() && random.nextInt(size) > 1) {
        parents.add(graph.get(Math.max(0, graph.size() - 1 - random.nextInt(near))));
        if (random.nextInt(3) == 0) {
          Commit other = graph.get(random.nextInt(graph.size()));
          if (!parents.contains(other)) {
            parents.add(random.nextInt(2), other);
          }
        }
      }
      graph.add(recorded("commit " + i, random.nextInt(5), parents));
    }
    return graph;
  }

  private Commit chain(@Nullable Commit from, String name, int length) {
    List<Commit> parents = from == null ? List.of() : List.of(from);
    for (int i = 0; i < length; i++) {
      parents = List.of(recorded(name + i, i, parents));
    }
    return parents.getFirst();
  }

  private Commit recorded(String message, long second, List<Commit> parents) {
    Commit commit =
        new NewCommit("someone", message, Instant.ofEpochSecond(second), Map.of())
            .of(MetaRangeId.EMPTY, parents);
    var _ = store.create(repository, commit);
    return commit;
  }
}
