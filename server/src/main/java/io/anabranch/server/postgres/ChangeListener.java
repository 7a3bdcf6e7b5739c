package io.anabranch.server.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes that servers notify each other of, by whichever server: at once while its own
 * connection lives, and every so often in any case.
 */
public final class ChangeListener implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** What is changed. */
  public enum Subject {
    STORES("stores", StoreMapTable.CHANNEL, Duration.ofSeconds(10)),

    /** Here a second too late is too late, so no notification is relied on for longer. */
    ACCESS("users and their rights", AccessChange.CHANNEL, Duration.ofSeconds(1));

    private final String words;
    private final String channel;
    private final Duration longestSilence;

    Subject(String words, String channel, Duration longestSilence) {
      this.words = words;
      this.channel = channel;
      this.longestSilence = longestSilence;
    }
  }

  private final Database database;
  private final Subject subject;
  private final Runnable changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection connection;

  /** Before the next attempt to connect. Used by the thread alone. */
  private Duration pause = FIRST_PAUSE;

  /** Until it is cut off, and as long as nobody was told. Used by the thread alone. */
  private boolean connected = true;

  /**
   * @param changed called by one thread, also when nothing has changed; must not throw
   */
  public ChangeListener(Database database, Subject subject, Runnable changed) {
    this.database = database;
    this.subject = subject;
    this.changed = changed;
    this.thread =
        Thread.ofPlatform()
            .name("changes-of-" + subject.name().toLowerCase(Locale.ROOT))
            .daemon()
            .start(this::run);
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
    if (!isClosed() && connected) {
      connected = false;
      log.warn(
          "changes of {} are noticed late, until connected again: {}",
          subject.words,
          e.getMessage());
    }
  }

  private void listen(Connection own) throws SQLException {
    try (Statement statement = own.createStatement()) {
      statement.execute("LISTEN " + subject.channel);
    }
    pause = FIRST_PAUSE;
    connected = true;
    PGConnection notified = own.unwrap(PGConnection.class);
    while (!isClosed()) {
      changed.run();
      notified.getNotifications((int) subject.longestSilence.toMillis());
    }
  }

  private void await() {
    try {
      if (!closed.await(pause.toMillis(), MILLISECONDS)) {
        changed.run();
      }
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(subject.longestSilence) < 0 ? twice : subject.longestSilence;
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
      log.warn("the connection that hears of changes did not close cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
