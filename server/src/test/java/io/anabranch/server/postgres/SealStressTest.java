package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writers on two servers stage while both seal, commit and clean: each acknowledged change is in
 * exactly one commit, or still staged.
 */
final class SealStressTest {

  private static final List<String> BRANCHES = List.of("main", "other");
  private static final int FIRST_COMMIT = 10;
  private static final int COMMITS_MIN = 5;
  private static final int CHANGES_MIN = 100;

  @Test
  @Timeout(60)
  void whatWasAcknowledgedIsCommittedOnce() throws Exception {
    stress(Duration.ofSeconds(2), 16);
  }

  @Test
  @Timeout(300)
  @Tag("nightly")
  void whatWasAcknowledgedIsCommittedOnceInTheLongRun() throws Exception {
    stress(Duration.ofSeconds(60), 64);
  }

  private static void stress(Duration duration, int writersPerServer) throws Exception {
    try (MigratedDatabase migrated = new MigratedDatabase();
        Database second = migrated.open()) {
      Repository repository = migrated.repository();
      Stress stress = new Stress(repository, System.nanoTime() + duration.toNanos());
      Server one = new Server(migrated.database());
      Server two = new Server(second);
      one.refs.createBranch(
          repository, "other", MigratedDatabase.firstCommit().id(), false, MigratedDatabase.CAUSE);
      stress.run(List.of(one, two), writersPerServer);
      stress.drain(one);

      assertThat(stress.committed).doesNotHaveDuplicates();
      Set<String> lost = new HashSet<>(stress.acknowledged);
      lost.removeAll(new HashSet<>(stress.committed));
      assertThat(lost).as("of %d acknowledged", stress.acknowledged.size()).isEmpty();
    }
  }

  private static final class Server {
    private final RefStore refs;
    private final StagingStore staging;
    private final StagedEntryCleaner cleaner;

    Server(Database database) {
      refs = new PostgresRefStore(database);
      staging = new PostgresStagingStore(database);
      cleaner = new StagedEntryCleaner(database);
    }
  }

  private static final class Stress {
    private final Repository repository;
    private final long end;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> committed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger commits = new AtomicInteger(FIRST_COMMIT);

    Stress(Repository repository, long end) {
      this.repository = repository;
      this.end = end;
    }

    void run(List<Server> servers, int writersPerServer) throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> futures = new ArrayList<>();
        for (Server server : servers) {
          for (String branch : BRANCHES) {
            futures.add(threads.submit(() -> commitUntilTheEnd(server, branch)));
          }
          for (int i = 0; i < writersPerServer; i++) {
            String writer = servers.indexOf(server) + "/" + i;
            futures.add(threads.submit(() -> writeUntilTheEnd(server, writer)));
          }
        }
        for (Future<?> future : futures) {
          future.get();
        }
      }
    }

    /** Until the end, and on a machine that is busy otherwise, until enough has happened. */
    private boolean running() {
      return System.nanoTime() < end
          || commits.get() - FIRST_COMMIT < COMMITS_MIN
          || acknowledged.size() < CHANGES_MIN;
    }

    private void writeUntilTheEnd(Server server, String writer) {
      for (int i = 0; running(); i++) {
        String branch = BRANCHES.get(i % 2);
        String path = branch + "/" + writer + "/" + i;
        if (server.staging.stage(repository, branch, put(path, "")) == StageOutcome.STAGED) {
          acknowledged.add(path);
        }
      }
    }

    private void commitUntilTheEnd(Server server, String branch) {
      while (running()) {
        commit(server, branch);
        server.cleaner.cleanOnce();
      }
    }

    private void commit(Server server, String name) {
      Branch branch = server.refs.seal(repository, name).orElseThrow();
      List<String> found = scan(server, branch.sealedTokens());
      if (server.refs.advance(
          repository,
          branch,
          branch.head(),
          MigratedDatabase.commit(commits.incrementAndGet(), List.of(branch.head())),
          branch.sealedTokens(),
          Operation.COMMIT)) {
        committed.addAll(found);
      }
    }

    void drain(Server server) {
      BRANCHES.forEach(branch -> commit(server, branch));
      server.cleaner.cleanOnce();
      for (String branch : BRANCHES) {
        assertThat(
                server
                    .staging
                    .page(repository, branch, Key.EMPTY, Key.EMPTY, 1)
                    .orElseThrow()
                    .changes())
            .isEmpty();
      }
    }

    private static List<String> scan(Server server, List<StagingToken> areas) {
      List<String> found = new ArrayList<>();
      try (StagingStore.Scan scan = server.staging.scan(areas)) {
        for (StagedChange change = scan.next(); change != null; change = scan.next()) {
          found.add(change.path().toString());
        }
      }
      return found;
    }
  }
}
