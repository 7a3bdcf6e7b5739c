package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.commitId;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.BranchMoves;
import io.anabranch.versioning.commit.BranchQueues;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers that move one branch. */
@Timeout(60)
final class BranchClaimTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static MigratedDatabase migrated;
  private static Database otherServer;
  private static RefStore here;
  private static RefStore there;

  private Repository repository;

  @BeforeAll
  static void open() {
    migrated = new MigratedDatabase();
    otherServer = migrated.open();
    here = new PostgresRefStore(migrated.database());
    there = new PostgresRefStore(otherServer);
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
  void whoClaimsABranchMovesItNext() {
    assertThat(here.claim(repository, main(), LONG, Duration.ZERO)).isTrue();
    assertThat(there.claim(repository, main(), LONG, SHORT)).isFalse();
    assertThat(move(there, 2)).isFalse();
    assertThat(here.claim(repository, main(), LONG, Duration.ZERO)).isTrue();

    assertThat(move(here, 2)).isTrue();

    assertThat(move(there, 3)).isTrue();
    assertThat(there.claim(repository, main(), LONG, Duration.ZERO)).isTrue();
  }

  @Test
  void aClaimOfAServerThatDiedEnds() {
    assertThat(here.claim(repository, main(), SHORT, Duration.ZERO)).isTrue();
    assertThat(there.claim(repository, main(), LONG, LONG)).isTrue();
    assertThat(move(there, 2)).isTrue();
  }

  @Test
  void nobodyClaimsABranchThatIsGone() {
    Branch branch = main();
    assertThat(here.deleteBranch(repository, "main", MigratedDatabase.CAUSE)).isTrue();
    assertThat(here.claim(repository, branch, LONG, LONG)).isFalse();
  }

  @Test
  void aSlowMoveSucceedsAmongFastOnes() throws Exception {
    var over = new AtomicBoolean();
    var fastMoves = new AtomicInteger();
    var steady = new CountDownLatch(10);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var fast =
          threads.submit(
              () -> {
                var moves = moves(there);
                while (!over.get()) {
                  move(moves, there, () -> commitId(2 + fastMoves.incrementAndGet() % 1_000));
                  steady.countDown();
                }
                return fastMoves.get();
              });
      steady.await();
      CommitId slow = commitId(5_000);
      move(
          moves(here),
          here,
          () -> {
            awaitMoves(fastMoves, over);
            return slow;
          });
      over.set(true);
      assertThat(fast.get()).isPositive();
    } finally {
      over.set(true);
    }
  }

  /** Slower than the others' moves, unless these cannot move any more. */
  private static void awaitMoves(AtomicInteger moves, AtomicBoolean over) {
    int before = moves.get();
    long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
    while (moves.get() < before + 3 && System.nanoTime() < end && !over.get()) {
      LockSupport.parkNanos(100_000);
    }
  }

  private static BranchMoves moves(RefStore store) {
    return new BranchMoves(store, new BranchQueues(10, LONG), Hooks.NONE, 8);
  }

  private void move(BranchMoves moves, RefStore store, Supplier<CommitId> head) {
    Supplier<Branch> branch = () -> store.findBranch(repository, "main").orElseThrow();
    var _ =
        moves.move(
            repository,
            "main",
            branch,
            branch,
            current ->
                store.moveHead(
                        repository,
                        current,
                        current.head(),
                        head.get(),
                        List.of(),
                        MigratedDatabase.CAUSE)
                    ? Optional.of("moved")
                    : Optional.empty());
  }

  private Branch main() {
    return here.findBranch(repository, "main").orElseThrow();
  }

  private boolean move(RefStore store, int commit) {
    Branch branch = main();
    return store.moveHead(
        repository, branch, branch.head(), commitId(commit), List.of(), MigratedDatabase.CAUSE);
  }
}
