package io.anabranch.versioning.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link io.anabranch.versioning.commit.CommitStore} must do. */
public abstract class CommitStoreContract extends StoreContract {

  private static final CommitId NO_COMMIT = new CommitId("0".repeat(64));

  @Test
  void keepsEveryFieldOfACommit() {
    Repository repository = newRepository();
    Commit first = recorded(repository, "first");
    Commit second = recorded(repository, "", first);
    Commit merge = recorded(repository, "line one\nline two ✓", second, first);
    assertThat(commits().find(repository, merge.id())).contains(merge);
    assertThat(commits().find(repository, second.id())).contains(second);
  }

  @Test
  void keepsRecordsOfEarlyVersionsAndCommitsWithoutTree() {
    Repository repository = newRepository();
    Commit early =
        new Commit(
            new CommitId("ab".repeat(32)),
            "",
            "",
            DATE,
            MetaRangeId.NONE,
            List.of(),
            new TreeMap<>(),
            0,
            0);
    assertThat(commits().create(repository, early)).isTrue();
    assertThat(commits().find(repository, early.id())).contains(early);
  }

  @Test
  void recordsACommitOnce() {
    Repository repository = newRepository();
    Commit commit = recorded(repository, "once");
    assertThat(commits().create(repository, commit)).isFalse();
  }

  @Test
  void listsAllById() {
    Repository repository = newRepository();
    recorded(newRepository(), "of another");
    List<Commit> all =
        Stream.of("a", "b", "c", "d", "e")
            .map(message -> recorded(repository, message))
            .sorted(Comparator.comparing(Commit::id))
            .toList();
    List<Commit> listed = new ArrayList<>();
    List<Commit> page = commits().list(repository, null, 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      listed.addAll(page);
      page = commits().list(repository, page.getLast().id(), 2);
    }
    assertThat(listed.stream().filter(all::contains).toList()).isEqualTo(all);
    assertThat(listed)
        .isSortedAccordingTo(Comparator.comparing(Commit::id))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsRepositoriesApart() {
    Repository one = newRepository();
    Repository other = newRepository();
    Commit commit = recorded(one, "of one");
    assertThat(commits().find(other, commit.id())).isEmpty();
    assertThat(commits().create(other, commit)).isTrue();
  }

  @Test
  void findsThoseThatExistAmongMany() {
    Repository repository = newRepository();
    Commit first = recorded(repository, "first");
    Commit second = recorded(repository, "second", first);
    assertThat(commits().findAll(repository, List.of(second.id(), NO_COMMIT, first.id())))
        .hasSize(2)
        .containsEntry(first.id(), first)
        .containsEntry(second.id(), second);
    assertThat(commits().findAll(repository, List.of())).isEmpty();
    assertThat(commits().find(repository, NO_COMMIT)).isEmpty();
  }

  @Test
  void findsAncestorsWithTheirDescendants() {
    for (int limit : List.of(1, 5, 100)) {
      for (int least : List.of(0, 13, 100)) {
        Repository repository = newRepository();
        List<Commit> chain = chain(repository, 20);
        Commit head = chain.getLast();
        List<Commit> found = found(repository, List.of(head.id(), NO_COMMIT), least, limit);
        assertThat(found)
            .contains(head)
            .hasSizeLessThanOrEqualTo(Math.max(limit, 2))
            .allMatch(commit -> commit.equals(head) || commit.generation() >= least)
            .isEqualTo(chain.reversed().subList(0, found.size()));
        assertThat(found(repository, List.of(), least, limit)).isEmpty();
        assertThat(found(newRepository(), List.of(head.id()), least, limit)).isEmpty();
      }
    }
  }

  @Test
  void findsEachAncestorOnceHoweverManyWaysLeadToIt() {
    Repository repository = newRepository();
    Commit left = recorded(repository, "root");
    Commit right = left;
    for (int i = 0; i < 20; i++) {
      Commit before = left;
      left = recorded(repository, "left " + i, left, right);
      right = recorded(repository, "right " + i, right, before);
    }
    assertThat(found(repository, List.of(left.id(), right.id()), 0, 100))
        .contains(left, right)
        .doesNotHaveDuplicates()
        .hasSizeLessThanOrEqualTo(41);
  }

  /** By generation, the highest first; whose nodes are those of the records. */
  private List<Commit> found(
      Repository repository, List<CommitId> ids, int leastGeneration, int limit) {
    Map<CommitId, CommitNode> nodes =
        commits().findWithAncestors(repository, ids, leastGeneration, limit);
    Map<CommitId, Commit> records = commits().findAll(repository, nodes.keySet());
    nodes.forEach(
        (id, node) -> assertThat(records.get(id)).extracting(Commit::node).isEqualTo(node));
    return records.values().stream()
        .sorted(Comparator.comparingInt(Commit::generation).reversed())
        .toList();
  }

  private List<Commit> chain(Repository repository, int length) {
    List<Commit> chain = new ArrayList<>(List.of(recorded(repository, "0")));
    while (chain.size() < length) {
      chain.add(recorded(repository, "" + chain.size(), chain.getLast()));
    }
    return chain;
  }
}
