package io.anabranch.server.events;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.anabranch.server.postgres.EventTable;
import io.anabranch.server.postgres.EventTable.Event;
import io.anabranch.server.postgres.EventTable.Turn;
import io.anabranch.versioning.failure.FailureException;
import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one sink, batch after batch, in turns with other servers: one of them has the lease and the
 * others look whether it is over. A batch counts as told when the position in the sink's row has
 * moved from where it began, so a server that was late repeats events but never skips one. What
 * fails is tried again for as long as it takes. Has a thread of its own, from when it is made until
 * it is closed.
 */
public final class Delivery implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  private static final int BATCH = 100;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final double DOUBLING = 2;
  private static final double BY_CHANCE = 0.3;

  /** What reading and recording a batch takes, in a lease beside the telling. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final EventTable table;
  private final EventSink sink;
  private final UUID server;
  private final Duration lease;
  private final DeliveryMeters meters;
  private final IntervalFunction pauses =
      IntervalFunction.ofExponentialRandomBackoff(PAUSE, DOUBLING, BY_CHANCE, LONGEST_PAUSE);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Used by the thread alone. */
  private int failures;

  /**
   * @param sink registered already; closed with this
   * @param server tells servers apart
   */
  public Delivery(EventTable table, EventSink sink, UUID server, MeterRegistry registry) {
    this.table = table;
    this.sink = sink;
    this.server = server;
    // Of a turn, half of the lease is left at least.
    this.lease = sink.limit().plus(MARGIN).multipliedBy(2);
    this.meters = DeliveryMeters.of(sink.name(), registry);
    this.thread = Thread.ofVirtual().name("events-" + sink.name()).start(this::run);
  }

  private void run() {
    try {
      while (!isClosed()) {
        closed.await(round(), MILLISECONDS);
      }
    } catch (InterruptedException e) {
      log.debug("telling sink {} was interrupted", sink.name(), e);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /**
   * @return how long to wait before the next one, in milliseconds
   */
  private long round() throws InterruptedException {
    try {
      return tellNext() ? 0 : PAUSE.toMillis();
    } catch (SinkException e) {
      return failed(String.valueOf(e.getMessage()), e);
    } catch (FailureException e) {
      return failed(e.failure().message(), e);
    } catch (RuntimeException e) {
      return failed("an error that nobody foresaw: " + e, e);
    }
  }

  /**
   * @return whether there may be more
   */
  private boolean tellNext() throws SinkException, InterruptedException {
    Optional<Turn> found = table.takeTurn(sink.name(), server, lease);
    if (found.isEmpty()) {
      table.register(sink.name(), server);
      return true;
    }
    Turn turn = found.get();
    meters.backlog().set(Math.max(0, turn.last() - turn.position()));
    if (!turn.mine()) {
      return false;
    }
    boolean more = turn.unsettled() && table.settle();
    List<Event> events = table.list(turn.position(), BATCH);
    if (events.isEmpty()) {
      recovered();
      return more;
    }
    sink.tell(events);
    recovered();
    long last = events.getLast().position();
    if (table.advance(sink.name(), server, turn.position(), last)) {
      meters.told().increment(events.size());
      meters.backlog().set(Math.max(0, turn.last() - last));
    }
    return true;
  }

  private void recovered() {
    if (failures > 0) {
      log.info("sink {} is told of changes of refs again", sink.name());
    }
    failures = 0;
  }

  /** Says so once for each time that it begins to fail. */
  private long failed(String problem, Exception e) {
    if (isClosed()) {
      return 0; // it was cut off
    }
    meters.failures().increment();
    if (failures == 0) {
      log.warn(
          "sink {} could not be told of changes of refs, will be tried until it can: {}",
          sink.name(),
          problem);
    }
    log.debug("sink {} could not be told", sink.name(), e);
    failures++;
    return pauses.apply(failures);
  }

  /** Cuts off the batch under way: it will be told again, by whoever has the next turn. */
  @Override
  public void close() {
    closed.countDown();
    sink.close();
    try {
      if (!thread.join(STOP_LIMIT)) {
        log.warn("telling sink {} did not stop within {}", sink.name(), STOP_LIMIT);
      }
      table.release(sink.name(), server);
    } catch (FailureException e) {
      log.warn("sink {} is told by nobody for a while: {}", sink.name(), e.failure().message());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
