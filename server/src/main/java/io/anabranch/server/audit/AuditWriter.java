package io.anabranch.server.audit;

import io.anabranch.server.postgres.AuditTable;
import io.anabranch.server.postgres.AuditTable.Event;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events many at once, on a thread of its own, so that requests need not wait: what is
 * submitted is written within a fraction of a second, and what is not, when the process is killed,
 * is lost. While the database is away events are kept, up to a bound. Safe for use by many threads.
 */
public final class AuditWriter implements AutoCloseable {

  /** What becomes of requests while there is no room for events. */
  public enum WhenFull {
    /** They are refused, so that no event is lost. */
    REFUSE,
    /** They are served, and their events are counted and not kept. */
    DROP
  }

  /**
   * How events are kept.
   *
   * @param on whether there are any
   * @param everyOne whether every answer waits until its event is written, not urgent ones only
   * @param bound how many may wait; those of requests that are being served come on top
   */
  public record Settings(boolean on, boolean everyOne, int bound, WhenFull whenFull) {}

  /** Where events that are written go besides. Called by one thread. */
  @FunctionalInterface
  public interface Copy {
    void add(Event event);
  }

  private enum Attempt {
    WRITTEN,
    /** May be written when tried again. */
    LATER,
    REFUSED
  }

  /**
   * An event that is not written yet.
   *
   * @param attempted what its answer waits for; null when that does not wait
   */
  private record Waiting(Event event, @Nullable CompletableFuture<Event> attempted) {

    /** Elsewhere than on the thread that writes, which has no time for answers. */
    void release() {
      if (attempted != null) {
        attempted.completeAsync(() -> event, Thread::startVirtualThread);
      }
    }
  }

  private static final Logger log = LoggerFactory.getLogger(AuditWriter.class);

  private static final int MAX_BATCH = 2_000;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Failure FULL =
      new Failure.Unavailable(
          "The audit log cannot be written at the moment, so nothing is done; try again later",
          Duration.ofSeconds(2));

  private final AuditTable table;
  private final Copy copy;
  private final Settings settings;
  private final Counter dropped;
  private final Counter refused;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

  /** Of all events that are not written yet. */
  private final AtomicInteger waiting = new AtomicInteger();

  /** Whether the latest attempt failed: then nobody waits for the next one. */
  private volatile boolean troubled;

  private volatile boolean closed;
  private final Thread thread;

  public AuditWriter(AuditTable table, Copy copy, Settings settings, MeterRegistry meters) {
    this.table = table;
    this.copy = copy;
    this.settings = settings;
    this.dropped =
        Counter.builder("anabranch.audit.dropped")
            .description("Events that were not kept, as too many waited")
            .register(meters);
    this.refused =
        Counter.builder("anabranch.audit.refused")
            .description("Requests that were refused, as too many events waited")
            .register(meters);
    Gauge.builder("anabranch.audit.waiting", waiting, AtomicInteger::get)
        .description("Events that are not written yet")
        .register(meters);
    this.thread = Thread.ofPlatform().name("audit").daemon().start(this::run);
  }

  boolean isOn() {
    return settings.on();
  }

  /**
   * @throws FailureException Unavailable when there is no room, and requests are to be refused then
   */
  void requireRoom() {
    if (isFull() && settings.whenFull() == WhenFull.REFUSE) {
      refused.increment();
      throw new FailureException(FULL);
    }
  }

  private boolean isFull() {
    return waiting.get() >= settings.bound();
  }

  /**
   * Has an event written soon.
   *
   * @param urgent whether the answer waits until it was attempted to write it; unless the database
   *     is known to be away, it is written then
   */
  CompletionStage<Event> submit(Event event, boolean urgent) {
    if (isFull() && settings.whenFull() == WhenFull.DROP) {
      dropped.increment();
      return CompletableFuture.completedStage(event);
    }
    return urgent || settings.everyOne() ? await(event) : leave(event);
  }

  /** Whoever sees no trouble after this is in the queue is found there when there is some. */
  private CompletionStage<Event> await(Event event) {
    var attempted = new CompletableFuture<Event>();
    queue.add(new Waiting(event, attempted));
    waiting.incrementAndGet();
    if (troubled) {
      return CompletableFuture.completedStage(event);
    }
    LockSupport.unpark(thread);
    return attempted;
  }

  private CompletionStage<Event> leave(Event event) {
    queue.add(new Waiting(event, null));
    if (waiting.incrementAndGet() % MAX_BATCH == 0) {
      LockSupport.unpark(thread);
    }
    return CompletableFuture.completedStage(event);
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      List<Waiting> batch = take();
      if (batch.isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      } else {
        write(batch);
      }
    }
  }

  private List<Waiting> take() {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == MAX_BATCH) {
        break;
      }
    }
    return batch;
  }

  /** Until it is written; when the server stops, once more at most. */
  private void write(List<Waiting> batch) {
    List<Event> events = batch.stream().map(Waiting::event).toList();
    Attempt attempt = attempt(events);
    while (attempt == Attempt.LATER && !closed) {
      batch.forEach(Waiting::release);
      queue.forEach(Waiting::release);
      LockSupport.parkNanos(RETRY.toNanos());
      attempt = attempt(events);
    }
    if (attempt == Attempt.REFUSED && batch.size() > 1) {
      // What the database refuses for what it is must not keep the others from being written.
      batch.forEach(entry -> write(List.of(entry)));
      return;
    }
    if (attempt != Attempt.WRITTEN) {
      dropped.increment(batch.size());
      log.error(
          "{} events of the audit log are lost, the first that of request {}",
          batch.size(),
          events.getFirst().requestId());
    }
    waiting.addAndGet(-batch.size());
    batch.forEach(Waiting::release);
  }

  private Attempt attempt(List<Event> events) {
    try {
      List<Event> located = StorageIds.fill(events, table);
      table.add(located);
      troubled = false;
      located.forEach(copy::add);
      return Attempt.WRITTEN;
    } catch (FailureException e) {
      return failed(e);
    } catch (RuntimeException e) {
      log.error("events cannot be written to the audit log", e);
      return Attempt.REFUSED;
    }
  }

  private Attempt failed(FailureException e) {
    return switch (e.failure()) {
      case Failure.Unavailable _, Failure.Busy _, Failure.OutcomeUnknown _ -> {
        if (!troubled) {
          log.warn("the audit log cannot be written, will be tried again: {}", e.getMessage());
        }
        troubled = true;
        yield Attempt.LATER;
      }
      default -> {
        log.error("events cannot be written to the audit log", e);
        yield Attempt.REFUSED;
      }
    };
  }

  /** Writes what waits. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (!thread.join(STOP_LIMIT)) {
        log.error("{} events of the audit log are lost: writing takes too long", waiting.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
