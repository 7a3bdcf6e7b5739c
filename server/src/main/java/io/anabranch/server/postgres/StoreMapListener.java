package io.anabranch.server.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes of the store map, by whichever server: at once while its own connection lives,
 * and every ten seconds in any case.
 */
public final class StoreMapListener implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StoreMapListener.class);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final Runnable changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection connection;

  /** Before the next attempt to connect. Used by the thread alone. */
  private Duration pause = FIRST_PAUSE;

  /**
   * @param changed called by one thread, also when nothing has changed; must not throw
   */
  public StoreMapListener(Database database, Runnable changed) {
    this.database = database;
    this.changed = changed;
    this.thread = Thread.ofPlatform().name("store-map").daemon().start(this::run);
  }

  private void run() {
    while (!isClosed()) {
      try (Connection own = database.openUnlimited()) {
        connection = own;
        listen(own);
      } catch (SQLException e) {
        warn(e);
      }
      await();
    }
  }

  /** Once for each time that it is cut off. */
  private void warn(SQLException e) {
    if (!isClosed() && pause.equals(FIRST_PAUSE)) {
      log.warn("changes of stores are noticed late, until connected again: {}", e.getMessage());
    }
  }

  private void listen(Connection own) throws SQLException {
    try (Statement statement = own.createStatement()) {
      statement.execute("LISTEN " + StoreMapTable.CHANNEL);
    }
    pause = FIRST_PAUSE;
    PGConnection notified = own.unwrap(PGConnection.class);
    while (!isClosed()) {
      changed.run();
      notified.getNotifications((int) LONGEST_SILENCE.toMillis());
    }
  }

  private void await() {
    try {
      if (!closed.await(pause.toMillis(), MILLISECONDS)) {
        changed.run();
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_SILENCE) < 0 ? twice : LONGEST_SILENCE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Waits for the call under way. */
  @Override
  public void close() {
    closed.countDown();
    Connection own = connection;
    try {
      if (own != null) {
        own.abort(Runnable::run);
      }
      thread.join();
    } catch (SQLException e) {
      log.warn("the connection that hears of changes of stores did not close cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
