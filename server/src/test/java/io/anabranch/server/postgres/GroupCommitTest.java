package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.postgres.SqlFailures.Effect;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class GroupCommitTest {

  private static final String INSERT =
      "INSERT INTO note SELECT * FROM unnest(?::text[]) ON CONFLICT DO NOTHING RETURNING note";

  private final TestDatabase test = TestDatabase.create();
  private final Database database = new Database(MigratedDatabase.settings(test.jdbcUrl(), test));
  private final List<Integer> sizes = new ArrayList<>();

  @BeforeEach
  void createTable() {
    database.write(
        connection ->
            Sql.update(connection, "CREATE TABLE note (note text CHECK (note <> 'bad'))"));
  }

  @AfterEach
  void close() {
    database.close();
    test.close();
  }

  @Test
  void manyCallersShareTransactionsAndOnlyTheGuiltyOnesFail() throws Exception {
    GroupCommit<String, String> group = group(request -> "one");
    AtomicInteger failed = new AtomicInteger();

    List<List<String>> acknowledged =
        Together.run(
            64,
            caller -> {
              List<String> mine = new ArrayList<>();
              for (int i = 0; i < 30; i++) {
                String note = i % 10 == 9 && caller % 4 == 0 ? "bad\0" : caller + "/" + i;
                try {
                  assertThat(group.submit(note)).isEqualTo(note);
                  mine.add(note);
                } catch (FailureException e) {
                  assertThat(e.failure()).isInstanceOf(Failure.Invalid.class);
                  assertThat(note).isEqualTo("bad\0");
                  failed.incrementAndGet();
                }
              }
              return mine;
            });

    assertThat(failed).hasValue(16 * 3);
    assertThat(notes())
        .containsExactlyInAnyOrderElementsOf(acknowledged.stream().flatMap(List::stream).toList());
    assertThat(Collections.max(sizes)).isGreaterThan(8);
  }

  @Test
  void aRowThatBreaksARuleOfTheTableFailsAlone() throws Exception {
    GroupCommit<String, String> group = group(request -> "one");
    List<String> outcomes =
        Together.run(
            20,
            i -> {
              try {
                return group.submit(i == 7 ? "bad" : "good" + i);
              } catch (IllegalStateException e) {
                return "failed";
              }
            });

    assertThat(outcomes).containsOnlyOnce("failed");
    assertThat(outcomes.get(7)).isEqualTo("failed");
    assertThat(notes()).hasSize(19);
  }

  @Test
  void aBatchLocksABoundedNumberOfThings() throws Exception {
    GroupCommit<String, String> group = group(request -> request);
    Together.run(300, i -> group.submit("note" + i));

    assertThat(sizes).allMatch(size -> size <= 64);
    assertThat(notes()).hasSize(300);
  }

  @Test
  void anInterruptedCallerLeavesTheQueueOrWaitsForItsAnswer() throws Exception {
    CountDownLatch inFlight = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    GroupCommit<String, String> group =
        new GroupCommit<>(
            "test",
            database,
            Effect.UNKNOWN,
            request -> "one",
            (connection, requests) -> {
              inFlight.countDown();
              awaitUninterruptibly(release);
              return insert(connection, requests);
            });
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    Thread sent = Thread.ofVirtual().start(() -> complete(first, () -> group.submit("sent")));
    inFlight.await();
    Thread queued = Thread.ofVirtual().start(() -> complete(second, () -> group.submit("queued")));

    queued.interrupt();
    assertThatThrownBy(second::get).hasRootCauseInstanceOf(CancellationException.class);
    sent.interrupt();
    assertThat(first).isNotDone();
    release.countDown();

    assertThat(first.get()).isEqualTo("sent interrupted");
    assertThat(notes()).containsExactly("sent");
  }

  @Test
  void aBugFailsEveryoneAndStopsNothing() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    GroupCommit<String, String> group =
        new GroupCommit<>(
            "test",
            database,
            Effect.UNKNOWN,
            request -> "one",
            (connection, requests) -> {
              if (calls.getAndIncrement() == 0) {
                throw new AssertionError("a bug");
              }
              return insert(connection, requests);
            });

    assertThatThrownBy(() -> group.submit("a")).isInstanceOf(IllegalStateException.class);
    assertThat(group.submit("b")).isEqualTo("b");
  }

  private interface Call {
    String run();
  }

  private static void complete(CompletableFuture<String> future, Call call) {
    try {
      String answer = call.run();
      future.complete(answer + (Thread.currentThread().isInterrupted() ? " interrupted" : ""));
    } catch (RuntimeException e) {
      future.completeExceptionally(new IllegalStateException(e));
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the leader was interrupted", e);
    }
  }

  private GroupCommit<String, String> group(Function<String, Object> lane) {
    return new GroupCommit<>("test", database, Effect.UNKNOWN, lane, this::counted);
  }

  private List<String> counted(Connection connection, List<String> requests) throws SQLException {
    sizes.add(requests.size());
    return insert(connection, requests);
  }

  private static List<String> insert(Connection connection, List<String> requests)
      throws SQLException {
    return Sql.list(
        connection, row -> row.getString(1), INSERT, (Object) requests.toArray(String[]::new));
  }

  private List<String> notes() {
    return database.read(
        connection -> Sql.list(connection, row -> row.getString(1), "SELECT note FROM note"));
  }
}
