package io.anabranch.server.wiring;

import io.anabranch.server.auth.AccountChanges;
import io.anabranch.server.postgres.ChangeListener;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.PolicyTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hears of changes of users and their rights that other servers make. */
final class AccessFollower implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AccessFollower.class);
  private static final String FAILED = "changes of users cannot be followed, will be tried again";

  private final PolicyTable table;
  private final AccountChanges changes;
  private final ChangeListener listener;

  /** Used by the listener's thread alone. */
  private long seen = -1;

  AccessFollower(Database database, AccountChanges changes) {
    this.table = new PolicyTable(database);
    this.changes = changes;
    this.listener =
        new ChangeListener(
            database,
            ChangeListener.Subject.ACCESS,
            () -> Round.run(log, Level.DEBUG, FAILED, this::follow));
  }

  /** While the database is away, what is remembered is good for its time: nothing else is. */
  private void follow() {
    long version = table.version();
    if (version != seen) {
      changes.happened();
      seen = version;
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
