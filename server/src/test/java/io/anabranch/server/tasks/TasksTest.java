package io.anabranch.server.tasks;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.postgres.MigratedDatabase;
import io.anabranch.server.postgres.TaskTable;
import io.anabranch.server.testing.Eventually;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TasksTest {

  private static MigratedDatabase database;
  private static Repository repository;
  private static TaskTable table;

  @BeforeAll
  static void open() {
    database = new MigratedDatabase();
    repository = database.repository();
    table = new TaskTable(database.database());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aFullServerRefusesMoreAndTakesThemAgainLater() throws Exception {
    var release = new CountDownLatch(1);
    try (Tasks tasks = tasks(2, Duration.ofHours(1), Duration.ofSeconds(5))) {
      submit(tasks, release);
      submit(tasks, release);

      assertThatThrownBy(() -> submit(tasks, release))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.Busy.class));

      release.countDown();
      Eventually.succeeds(() -> submitOrFail(tasks, release));
    }
  }

  @Test
  void aTaskWhoseServerGivesNoSignOfLifeFailsAndSaysWhatToDo() {
    var dead = new TaskTable.NewTask("CTdead", repository.id(), TaskKind.COMMIT.name());
    table.start(dead, UUID.randomUUID(), Duration.ofMillis(50));
    try (Tasks tasks = tasks(2, Duration.ofHours(1), Duration.ofSeconds(5))) {
      Eventually.succeeds(
          () ->
              assertThat(tasks.get(repository, TaskKind.COMMIT, "CTdead").state())
                  .isInstanceOfSatisfying(
                      Task.Failed.class,
                      failed ->
                          assertThat(failed.failure())
                              .isInstanceOf(Failure.OutcomeUnknown.class)
                              .extracting(Failure::message)
                              .asString()
                              .contains("look at its log")));
    }
  }

  @Test
  void aTaskThatTakesLongerThanALeaseIsNotTakenForDead() throws Exception {
    var release = new CountDownLatch(1);
    try (Tasks tasks = tasks(2, Duration.ofHours(1), Duration.ofMillis(400));
        Tasks other = tasks(2, Duration.ofHours(1), Duration.ofMillis(400))) {
      String id = submit(tasks, release);
      // Two leases of others have come and gone when these are ended.
      for (int i = 0; i < 2; i++) {
        var dead = new TaskTable.NewTask("CTlater" + i, repository.id(), TaskKind.COMMIT.name());
        table.start(dead, UUID.randomUUID(), Duration.ofMillis(400));
        Eventually.succeeds(
            () -> assertThat(other.get(repository, TaskKind.COMMIT, dead.id()).isOver()).isTrue());
      }

      assertThat(other.get(repository, TaskKind.COMMIT, id).isOver()).isFalse();
      release.countDown();
      Eventually.succeeds(
          () ->
              assertThat(other.get(repository, TaskKind.COMMIT, id).state())
                  .isEqualTo(new Task.Succeeded(Map.of("done", "yes"))));
    }
  }

  @Test
  void tasksThatAreOverAreDeletedAfterAWhile() {
    var release = new CountDownLatch(0);
    try (Tasks tasks = tasks(2, Duration.ofMillis(100), Duration.ofSeconds(5))) {
      String id = submit(tasks, release);
      Eventually.succeeds(
          () ->
              assertThatThrownBy(() -> tasks.get(repository, TaskKind.COMMIT, id))
                  .isInstanceOfSatisfying(
                      FailureException.class,
                      e -> assertThat(e.failure()).isInstanceOf(Failure.NotFound.class)));
    }
  }

  @Test
  void aServerThatStopsEndsItsTasks() {
    var never = new CountDownLatch(1);
    String id;
    try (Tasks tasks = tasks(1, Duration.ofHours(1), Duration.ofSeconds(5))) {
      id = submit(tasks, never);
    }
    try (Tasks next = tasks(1, Duration.ofHours(1), Duration.ofSeconds(5))) {
      assertThat(next.get(repository, TaskKind.COMMIT, id).state()).isInstanceOf(Task.Failed.class);
    }
  }

  @Test
  void aCancelledTaskChangesNothingAndOneThatCannotBeCancelledEnds() throws Exception {
    var release = new CountDownLatch(1);
    try (Tasks tasks = tasks(2, Duration.ofHours(1), Duration.ofSeconds(5))) {
      var changed = new ConcurrentLinkedQueue<String>();
      String first = submit(tasks, "first", release, changed);
      Eventually.succeeds(() -> assertThat(imported(tasks, first).progress()).isEqualTo(7));
      String second = submit(tasks, "second", release, changed);

      tasks.cancel(repository, TaskKind.IMPORT, first);
      tasks.cancel(repository, TaskKind.IMPORT, first);
      assertThat(imported(tasks, first).state()).isInstanceOf(Task.Failed.class);
      assertThatThrownBy(() -> tasks.cancel(repository, TaskKind.COMMIT, second))
          .hasMessageContaining("not found");
      release.countDown();
      Eventually.succeeds(() -> assertThat(imported(tasks, second).isOver()).isTrue());

      assertThat(changed).containsExactly("second");
      assertThat(imported(tasks, second).progress()).isEqualTo(8);
      assertThatThrownBy(() -> tasks.cancel(repository, TaskKind.IMPORT, second))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));
    }
  }

  private static Task imported(Tasks tasks, String id) {
    return tasks.get(repository, TaskKind.IMPORT, id);
  }

  private static String submit(
      Tasks tasks, String name, CountDownLatch release, Collection<String> changed) {
    return tasks.submit(
        repository,
        TaskKind.IMPORT,
        progress -> {
          progress.report(7);
          await(release);
          progress.makeIrrevocable(8);
          changed.add(name);
          return Map.of();
        });
  }

  private static Tasks tasks(int max, Duration keep, Duration lease) {
    return new Tasks(
        table,
        new TaskSettings(max, max, 1, lease, Duration.ofMillis(50), keep, Duration.ofMillis(100)));
  }

  private static String submit(Tasks tasks, CountDownLatch release) {
    return tasks.submit(
        repository,
        TaskKind.COMMIT,
        () -> {
          await(release);
          return Map.of("done", "yes");
        });
  }

  private static void submitOrFail(Tasks tasks, CountDownLatch release) {
    try {
      submit(tasks, release);
    } catch (FailureException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch release) {
    try {
      assertThat(release.await(60, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
