package io.anabranch.server.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.server.config.Secret;
import io.anabranch.server.postgres.RepositoryTable.NewRepository;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.model.TreeLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fresh database with the whole schema, and short ways to fill it. */
public final class MigratedDatabase implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

  static final Cause CAUSE = new Cause(Operation.CREATE, "someone", "because");

  private static final AtomicInteger LAST = new AtomicInteger();

  private static final class Template {
    static final TestDatabase DATABASE = migrated();

    private static TestDatabase migrated() {
      TestDatabase database = TestDatabase.create();
      try (Database connected = new Database(settings(database.jdbcUrl(), database))) {
        connected.migrate();
        StoreTable stores = new StoreTable(connected);
        var _ = stores.add(new StoreTable.RecordedStore("", "mem:"));
        var _ = stores.add(new StoreTable.RecordedStore("lake", "s3:amazon"));
      }
      return database;
    }
  }

  private final TestDatabase test = Template.DATABASE.copy();
  private final Database database = open();

  public Database database() {
    return database;
  }

  TestDatabase test() {
    return test;
  }

  /** As another server on the same database would; the caller closes it. */
  Database open() {
    return new Database(settings(test.jdbcUrl(), test));
  }

  static ConnectionSettings settings(String jdbcUrl, TestDatabase database) {
    return ConnectionSettings.of(jdbcUrl, database.user(), new Secret(database.password()))
        .withConnections(8, 8, Duration.ofMinutes(5));
  }

  /** With the branch {@code main}. */
  public Repository repository() {
    return new RepositoryTable(database)
        .create(newRepository("repo"), firstCommit(), "someone")
        .orElseThrow();
  }

  static NewRepository newRepository(String prefix) {
    return new NewRepository(
        prefix + "-" + LAST.incrementAndGet(),
        new TreeLocation("", "local://data"),
        "main",
        NOW,
        false);
  }

  static Commit firstCommit() {
    return commit(1, List.of());
  }

  /** A commit whose id says its number. */
  static Commit commit(int number, List<CommitId> parents) {
    return new Commit(
        commitId(number),
        "someone",
        "message " + number,
        NOW,
        MetaRangeId.EMPTY,
        parents,
        new TreeMap<>(),
        1,
        parents.size() + 1);
  }

  static CommitId commitId(int number) {
    return new CommitId("%064x".formatted(number));
  }

  static StagedChange put(String path, String value) {
    return new StagedChange(Key.of(path), value(value));
  }

  static StagedChange tombstone(String path) {
    return new StagedChange(Key.of(path), null);
  }

  static RecordValue value(String value) {
    return RecordValue.of(new byte[32], value.getBytes(UTF_8));
  }

  /** As {@code path=value}, {@code path=-} for a tombstone, {@code none} for no change. */
  static String text(@Nullable StagedChange change) {
    if (change == null) {
      return "none";
    }
    RecordValue value = change.value();
    return change.path() + "=" + (value == null ? "-" : new String(value.data(), UTF_8));
  }

  @Override
  public void close() {
    database.close();
    test.close();
  }
}
