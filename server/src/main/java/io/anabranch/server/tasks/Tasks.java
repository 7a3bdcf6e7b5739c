package io.anabranch.server.tasks;

import io.anabranch.server.failures.FailureCode;
import io.anabranch.server.postgres.TaskTable;
import io.anabranch.server.postgres.TaskTable.Ending;
import io.anabranch.server.postgres.TaskTable.NewTask;
import io.anabranch.server.postgres.TaskTable.TaskRow;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background tasks of the system, of which this server runs those that it was asked for. A task
 * is over once its ending is in the database, so it can be followed from any server. Safe for use
 * by many threads.
 */
public final class Tasks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Tasks.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final TaskTable table;
  private final TaskSettings settings;
  private final UUID server = UUID.randomUUID();
  private final TaskIds ids = new TaskIds();
  private final Semaphore accepted;
  private final Semaphore running;
  private final Semaphore lasting;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory());

  /** Endings of tasks of this server that could not be recorded yet. */
  private final Map<String, Ending> unrecorded = new ConcurrentHashMap<>();

  /** Of the tasks of this server that run, by their ids. */
  private final Map<String, TaskProgress> progress = new ConcurrentHashMap<>();

  private final TaskHeartbeat heartbeat;

  public Tasks(TaskTable table, TaskSettings settings) {
    this.table = table;
    this.settings = settings;
    this.accepted = new Semaphore(settings.maxAccepted());
    this.running = new Semaphore(settings.maxRunning(), true);
    this.lasting = new Semaphore(settings.maxLasting(), true);
    this.heartbeat = new TaskHeartbeat(table, settings, server, this::record);
  }

  /**
   * Begins a task.
   *
   * @return its id
   * @throws FailureException Busy when this server has too many, Unavailable when it is stopping
   */
  public String submit(Repository repository, TaskKind kind, TaskWork work) {
    return submit(repository, kind, _ -> work.run());
  }

  /** As above, for work that tells how far it is. */
  public String submit(Repository repository, TaskKind kind, TrackedTaskWork work) {
    if (threads.isShutdown()) {
      throw new FailureException(
          new Failure.Unavailable("this server is stopping: ask again", RETRY_AFTER));
    }
    if (!accepted.tryAcquire()) {
      throw new FailureException(
          new Failure.Busy(
              "this server has %d background tasks already: try again later"
                  .formatted(settings.maxAccepted()),
              RETRY_AFTER));
    }
    String id = ids.next(kind);
    try {
      table.start(new NewTask(id, repository.id(), kind.name()), server, settings.lease());
      threads.execute(() -> run(id, kind, work));
    } catch (RuntimeException e) {
      accepted.release();
      throw e;
    }
    return id;
  }

  /** A task of a repository. Throws NotFound when it has none of that kind, or not any more. */
  public Task get(Repository repository, TaskKind kind, String id) {
    return table
        .find(new NewTask(id, repository.id(), kind.name()))
        .map(row -> new Task(id, row.updateTime(), row.progress(), state(row)))
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.NotFound(
                        "task '%s' not found: ids are kept for %d hours after a task has ended"
                            .formatted(id, settings.keep().toHours()))));
  }

  /**
   * Ends a task before it changes anything that others see; one that has failed stays as it is. It
   * may still be at work for a moment, to no effect.
   *
   * @throws FailureException NotFound when there is no such task, Conflict when it is too late
   */
  public void cancel(Repository repository, TaskKind kind, String id) {
    var cancelled = new Failure.Conflict("cancelled: nothing was changed");
    if (table.cancel(
        new NewTask(id, repository.id(), kind.name()),
        FailureCode.of(cancelled).name(),
        cancelled.message())) {
      return;
    }
    String state =
        switch (get(repository, kind, id).state()) {
          case Task.Failed _ -> "";
          case Task.Running _ -> "is about to be over";
          case Task.Succeeded _ -> "is over";
        };
    if (!state.isEmpty()) {
      throw new FailureException(
          new Failure.Conflict("task '%s' %s and can not be cancelled".formatted(id, state)));
    }
  }

  private static Task.State state(TaskRow row) {
    return switch (row.ending()) {
      case null -> new Task.Running();
      case Ending(String code, String error, _) when code != null && error != null ->
          new Task.Failed(FailureCode.valueOf(code).failure(error));
      case Ending(_, _, var result) -> new Task.Succeeded(result);
    };
  }

  private void run(String id, TaskKind kind, TrackedTaskWork work) {
    try {
      Ending ending = ending(id, kind.isLasting() ? lasting : running, work);
      // What interrupted the work must not keep its end from being recorded.
      var _ = Thread.interrupted();
      end(id, ending);
    } finally {
      accepted.release();
    }
  }

  private Ending ending(String id, Semaphore permits, TrackedTaskWork work) {
    try {
      permits.acquire();
      try {
        return Ending.succeeded(work.run(track(id)));
      } finally {
        progress.remove(id);
        permits.release();
      }
    } catch (InterruptedException e) {
      return failed(
          new Failure.Unavailable(
              "the server stopped before the task began, so nothing was done: ask again",
              RETRY_AFTER));
    } catch (FailureException e) {
      log.warn("task {} failed: {}", id, e.getMessage());
      log.debug("task {} failed", id, e);
      return failed(e.failure());
    } catch (RuntimeException e) {
      log.error("task {} failed", id, e);
      return failed(
          new Failure.OutcomeUnknown(
              "internal error; the server's log has the details under task " + id));
    }
  }

  private TaskProgress track(String id) {
    var tracked = new TaskProgress(id, table, threads::isShutdown);
    progress.put(id, tracked);
    return tracked;
  }

  private static Ending failed(Failure failure) {
    return Ending.failed(FailureCode.of(failure).name(), failure.message());
  }

  private void end(String id, Ending ending) {
    unrecorded.put(id, ending);
    try {
      record(id, ending);
    } catch (FailureException e) {
      log.warn("the end of task {} is not recorded yet: {}", id, e.getMessage());
    }
  }

  private void record() {
    unrecorded.forEach(this::record);
    progress.values().forEach(TaskProgress::record);
  }

  private void record(String id, Ending ending) {
    if (!table.end(id, ending)) {
      log.warn("task {} was cancelled, or ended by another server, before it was over", id);
    }
    unrecorded.remove(id);
  }

  /** Waits for running tasks, for a bounded time, then interrupts them. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(settings.stopLimit().toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("background tasks took longer than {} and are cut off", settings.stopLimit());
        threads.shutdownNow();
        threads.awaitTermination(settings.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    heartbeat.close();
  }
}
