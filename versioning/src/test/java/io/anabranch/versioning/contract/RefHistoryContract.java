package io.anabranch.versioning.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@code RefHistory} does beside its {@code RefStore}: whatever is done to refs is one
 * move each, and the moves tell what the refs were at any time.
 */
public abstract class RefHistoryContract extends StoreContract {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final int STEPS = 150;

  /** What a branch is known to have been at a time; null when it did not exist. */
  private record Snapshot(String branch, @Nullable CommitId head, Instant time) {}

  /** What is expected of one move. */
  private record Expected(
      @Nullable CommitId before, @Nullable CommitId after, Operation operation, String message) {

    static Expected of(RefMove move) {
      assertThat(move.cause().user()).isEqualTo("someone");
      return new Expected(
          move.before(), move.after(), move.cause().operation(), move.cause().message());
    }
  }

  private final Map<String, List<Expected>> branchMoves = new HashMap<>();
  private final Map<String, List<Expected>> tagMoves = new HashMap<>();

  /** The time now, by the clock that dates the moves. */
  protected abstract Instant now();

  @Test
  void everyChangeOfARefIsOneMove() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Repository repository = newRepository();
    List<Commit> known = new ArrayList<>(List.of(recorded(repository, "first")));
    List<Snapshot> snapshots = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      step(repository, random, known, "step " + i);
      for (String name : NAMES) {
        snapshots.add(new Snapshot(name, head(repository, name), now()));
      }
    }
    for (String name : NAMES) {
      check(repository, RefKind.BRANCH, name, branchMoves.getOrDefault(name, List.of()), seed);
      check(repository, RefKind.TAG, "t." + name, tagMoves.getOrDefault(name, List.of()), seed);
      checkPrior(repository, name, seed);
    }
    for (Snapshot snapshot : snapshots) {
      assertThat(
              history()
                  .findLast(repository, snapshot.branch, snapshot.time)
                  .map(RefMove::after)
                  .orElse(null))
          .as("seed %d, %s", seed, snapshot)
          .isEqualTo(snapshot.head);
    }
  }

  private void step(Repository repository, Random random, List<Commit> known, String message) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    Commit any = known.get(random.nextInt(known.size()));
    Cause cause = new Cause(Operation.RESET, "someone", message);
    Optional<Branch> branch = refs().findBranch(repository, name);
    switch (random.nextInt(8)) {
      case 0 -> {
        var _ = refs().createBranch(repository, name, any.id(), random.nextBoolean(), cause);
        if (branch.isEmpty()) {
          add(branchMoves, name, null, any.id(), Operation.RESET, message);
        }
      }
      case 1 -> {
        assertThat(refs().deleteBranch(repository, name, cause)).isEqualTo(branch.isPresent());
        branch.ifPresent(b -> add(branchMoves, name, b.head(), null, Operation.RESET, message));
      }
      case 2 -> {
        CommitId tagged = tagged(repository, name);
        var _ = refs().createTag(repository, new Tag("t." + name, any.id()), cause);
        if (tagged == null) {
          add(tagMoves, name, null, any.id(), Operation.RESET, message);
        }
      }
      case 3 -> {
        CommitId tagged = tagged(repository, name);
        assertThat(refs().deleteTag(repository, "t." + name, cause)).isEqualTo(tagged != null);
        if (tagged != null) {
          add(tagMoves, name, tagged, null, Operation.RESET, message);
        }
      }
      case 4 -> branch.ifPresent(b -> seal(repository, name));
      case 5 ->
          branch.ifPresent(
              b -> {
                CommitId expected = random.nextBoolean() ? b.head() : any.id();
                if (refs().moveHead(repository, b, expected, any.id(), List.of(), cause)) {
                  assertThat(expected).isEqualTo(b.head());
                  add(branchMoves, name, b.head(), any.id(), Operation.RESET, message);
                }
              });
      default -> branch.ifPresent(b -> advance(repository, random, known, b, message));
    }
  }

  private void advance(
      Repository repository, Random random, List<Commit> known, Branch branch, String message) {
    Commit commit = commit(message);
    CommitId expected = random.nextInt(4) == 0 ? commit.id() : branch.head();
    boolean moved =
        refs()
            .advance(repository, branch, expected, commit, branch.sealedTokens(), Operation.REVERT);
    assertThat(moved).isEqualTo(expected.equals(branch.head()));
    if (moved) {
      known.add(commit);
      add(branchMoves, branch.name(), branch.head(), commit.id(), Operation.REVERT, message);
    }
  }

  private static void add(
      Map<String, List<Expected>> moves,
      String name,
      @Nullable CommitId before,
      @Nullable CommitId after,
      Operation operation,
      String message) {
    moves
        .computeIfAbsent(name, _ -> new ArrayList<>())
        .addFirst(new Expected(before, after, operation, message));
  }

  private @Nullable CommitId head(Repository repository, String name) {
    return refs().findBranch(repository, name).map(Branch::head).orElse(null);
  }

  private @Nullable CommitId tagged(Repository repository, String name) {
    return refs().findTag(repository, "t." + name).map(Tag::commitId).orElse(null);
  }

  /** Reads them in pages, newest first. */
  private void check(
      Repository repository, RefKind kind, String name, List<Expected> expected, long seed) {
    List<RefMove> read = new ArrayList<>();
    List<RefMove> page = history().list(repository, kind, name, Long.MAX_VALUE, 7);
    while (!page.isEmpty()) {
      read.addAll(page);
      page = history().list(repository, kind, name, page.getLast().number(), 7);
    }
    assertThat(read.stream().map(Expected::of))
        .as("seed %d, %s %s", seed, kind, name)
        .isEqualTo(expected);
    for (int i = 1; i < read.size(); i++) {
      assertThat(read.get(i).number()).as("seed %d", seed).isLessThan(read.get(i - 1).number());
      assertThat(read.get(i).time()).as("seed %d", seed).isBeforeOrEqualTo(read.get(i - 1).time());
    }
  }

  private void checkPrior(Repository repository, String name, long seed) {
    List<Expected> expected = branchMoves.getOrDefault(name, List.of());
    for (int i = 0; i <= expected.size(); i++) {
      assertThat(history().findPrior(repository, name, i).map(Expected::of))
          .as("seed %d, %s, %d moves ago", seed, name, i)
          .isEqualTo(expected.stream().skip(i).findFirst());
    }
    assertThat(history().findOldest(repository, name).map(Expected::of))
        .as("seed %d, %s", seed, name)
        .isEqualTo(expected.reversed().stream().findFirst());
  }

  @Test
  void refsThatAreRestoredHaveMoved() {
    Repository repository = newRepository();
    Commit first = commit("first");
    Cause cause = new Cause(Operation.RESTORE, "someone", "");
    var _ =
        refs()
            .restore(
                repository,
                List.of(first).iterator(),
                List.of(new BranchHead("main", first.id()), new BranchHead("b", first.id()))
                    .iterator(),
                List.of(new Tag("v1", first.id())).iterator(),
                cause);
    Expected restored = new Expected(null, first.id(), Operation.RESTORE, "");
    check(repository, RefKind.BRANCH, "main", List.of(restored), 0);
    check(repository, RefKind.BRANCH, "b", List.of(restored), 0);
    check(repository, RefKind.TAG, "v1", List.of(restored), 0);
    check(newRepository(), RefKind.BRANCH, "main", List.of(), 0);
  }

  @Test
  void messagesAreCut() {
    Repository repository = newRepository();
    Commit first = recorded(repository, "first");
    String tooLong = "x".repeat(499) + "\uD83D\uDE00";
    var _ =
        refs()
            .createBranch(
                repository, "main", first.id(), false, new Cause(Operation.CREATE, "u", tooLong));
    assertThat(history().findOldest(repository, "main").orElseThrow().cause().message())
        .isEqualTo("x".repeat(499));
  }
}
