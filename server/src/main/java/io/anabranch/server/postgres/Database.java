package io.anabranch.server.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.anabranch.server.config.Secret;
import io.anabranch.server.postgres.SqlFailures.Effect;
import io.anabranch.versioning.failure.FailureException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The PostgreSQL database of the system: a bounded set of connections, handed out fairly, and the
 * translation of its errors. Safe for use by many threads.
 *
 * <p>A database that went away is used again as soon as it is back. Until then one call at a time
 * tries to reach it, for the connect timeout at most; all others fail at once with Unavailable, and
 * so do those that come just after. So nobody waits for more than one connect timeout, however many
 * there are, and also where one call begins when another has failed, as the loads of a cache do.
 */
public final class Database implements AutoCloseable {

  private static final String MIGRATIONS = "classpath:io/anabranch/migrations";

  private final ConnectionSettings settings;
  private final ConnectionString target;
  private final HikariDataSource pool;

  /**
   * Hikari lets virtual threads overtake each other without bound; a fair semaphore in front of it
   * makes the worst wait of 128 threads 50 ms instead of 2 s, at the same rate.
   */
  private final Semaphore permits;

  private volatile boolean reachable = true;

  /** When it was last found to be away, as {@link System#nanoTime} has it. */
  private volatile long missedNanos;

  /** Held by the call that tries to reach a database that is away. */
  private final Semaphore attempt = new Semaphore(1);

  /** Opens no connection yet, so it succeeds while the database is away. */
  public Database(ConnectionSettings settings) {
    this.settings = settings;
    this.target = ConnectionString.parse(settings.connectionString().reveal());
    this.permits = new Semaphore(settings.maxOpenConnections(), true);
    this.pool = new HikariDataSource(poolConfig());
  }

  private HikariConfig poolConfig() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setDataSource(source(true));
    config.setMaximumPoolSize(settings.maxOpenConnections());
    config.setMinimumIdle(Math.min(settings.maxIdleConnections(), settings.maxOpenConnections()));
    config.setMaxLifetime(settings.connectionMaxLifetime().toMillis());
    config.setConnectionTimeout(settings.connectTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(
        "SET statement_timeout = " + settings.statementTimeout().toMillis() + "; SET jit = off");
    return config;
  }

  private PGSimpleDataSource source(boolean limited) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(target.jdbcUrl());
    source.setApplicationName("anabranch");
    settings.user().ifPresent(source::setUser);
    settings.password().map(Secret::reveal).ifPresent(source::setPassword);
    source.setConnectTimeout((int) Math.max(1, settings.connectTimeout().toSeconds()));
    source.setTcpKeepAlive(true);
    if (limited) {
      // A network that swallows packets is noticed when even a timed-out statement is not reported.
      source.setSocketTimeout((int) settings.statementTimeout().toSeconds() + 10);
    }
    try {
      for (String name : target.properties().stringPropertyNames()) {
        source.setProperty(name, target.properties().getProperty(name));
      }
    } catch (SQLException e) {
      throw new IllegalArgumentException("a connection property is not understood", e);
    }
    return source;
  }

  /** Brings the schema up to date. Several servers may do so at once. */
  public void migrate() {
    try {
      openUnlimited().close(); // fails with a plainer error than Flyway's
      schema().migrate();
    } catch (SQLException e) {
      throw SqlFailures.of(e, Effect.NONE);
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "the schema of the database " + target.place() + " cannot be brought up to date", e);
    }
  }

  /**
   * Looks without changing anything.
   *
   * @throws FailureException Unavailable when it does not answer
   */
  public DatabaseReport inspect() {
    try (Connection connection = openUnlimited();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT current_setting('server_version'), clock_timestamp()")) {
      row.next();
      var migrations = schema().info();
      return new DatabaseReport(
          row.getString(1),
          row.getTimestamp(2).toInstant(),
          names(Arrays.stream(migrations.pending())),
          names(
              Arrays.stream(migrations.applied())
                  .filter(migration -> !migration.getState().isResolved())));
    } catch (SQLException e) {
      throw SqlFailures.of(e, Effect.NONE);
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "the schema of the database " + target.place() + " cannot be read", e);
    }
  }

  private static List<String> names(Stream<MigrationInfo> migrations) {
    return migrations.map(migration -> "V" + migration.getVersion()).toList();
  }

  private Flyway schema() {
    return Flyway.configure()
        .dataSource(source(false))
        .locations(MIGRATIONS)
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .placeholderReplacement(false)
        .load();
  }

  /** Reports how the connections are used. To be called once. */
  public void meter(MeterRegistry registry) {
    pool.setMetricRegistry(registry);
    Gauge.builder("database.waiting", permits, Semaphore::getQueueLength)
        .description("Calls that wait for a connection to the database")
        .register(registry);
  }

  /** Whether the database answers now. */
  public boolean answers() {
    try {
      return read(connection -> connection.isValid(1));
    } catch (FailureException e) {
      return false;
    }
  }

  /** Runs statements that change nothing. */
  <T extends @Nullable Object> T read(SqlWork<T> work) {
    return run(work, Effect.NONE);
  }

  /** Runs one round trip that changes something; it is a transaction of its own. */
  <T extends @Nullable Object> T write(SqlWork<T> work) {
    return run(work, Effect.UNKNOWN);
  }

  /** Runs several round trips in one transaction, rolled back when the work throws. */
  <T extends @Nullable Object> T transaction(SqlWork<T> work) {
    Commit<T> transaction = new Commit<>(work);
    try (Lease lease = lease()) {
      return transaction.run(lease.connection());
    } catch (SQLException e) {
      throw failure(e, transaction.effect);
    }
  }

  private <T extends @Nullable Object> T run(SqlWork<T> work, Effect effect) {
    try (Lease lease = lease()) {
      return work.run(lease.connection());
    } catch (SQLException e) {
      throw failure(e, effect);
    }
  }

  /**
   * A connection that was lost is seldom the only one. The others are replaced, so that the next
   * calls find out that the database is away before they ask anything of it: a refusal is a better
   * answer than an outcome that nobody knows.
   */
  RuntimeException failure(SQLException e, Effect effect) {
    if (SqlFailures.isConnectionTrouble(e)) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return SqlFailures.of(e, effect);
  }

  FailureException busy(String message) {
    return SqlFailures.busy(message, null);
  }

  /** A connection from the pool, with autocommit on. */
  Lease lease() {
    if (isAway() && (missedJustNow() || attempt.availablePermits() == 0)) {
      throw SqlFailures.unavailable(null);
    }
    acquirePermit();
    try {
      return new Lease(connection(), permits);
    } catch (RuntimeException e) {
      permits.release();
      throw e;
    }
  }

  /** Whoever has waited while others missed the database does not begin to wait for it now. */
  private Connection connection() {
    boolean away = isAway();
    if (away && (missedJustNow() || !attempt.tryAcquire())) {
      throw SqlFailures.unavailable(null);
    }
    try {
      Connection connection = pool.getConnection();
      reachable = true;
      return connection;
    } catch (SQLException e) {
      missedNanos = System.nanoTime();
      reachable = false;
      throw SqlFailures.unavailable(e);
    } finally {
      if (away) {
        attempt.release();
      }
    }
  }

  private boolean isAway() {
    return !reachable && idleConnections() == 0;
  }

  /** Within the time after which callers are told to come back. */
  private boolean missedJustNow() {
    return System.nanoTime() - missedNanos < SqlFailures.RETRY_AFTER.toNanos();
  }

  private int idleConnections() {
    return pool.getHikariPoolMXBean().getIdleConnections();
  }

  private void acquirePermit() {
    try {
      if (!permits.tryAcquire(settings.waitLimit().toMillis(), MILLISECONDS)) {
        throw reachable
            ? SqlFailures.busy("All connections to the database are in use; try again later", null)
            : SqlFailures.unavailable(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a database connection");
    }
  }

  /** A connection beside the pool without time limits, for maintenance. Close it. */
  Connection openUnlimited() throws SQLException {
    return source(false).getConnection();
  }

  @Override
  public void close() {
    pool.close();
  }

  /** A connection that goes back when closed. */
  record Lease(Connection connection, Semaphore permits) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      try {
        connection.close();
      } finally {
        permits.release();
      }
    }
  }

  /** A transaction that knows whether it had come to its commit when it failed. */
  static final class Commit<T extends @Nullable Object> implements SqlWork<T> {
    private final SqlWork<T> work;
    private Effect effect = Effect.NONE;

    Commit(SqlWork<T> work) {
      this.work = work;
    }

    @Override
    public T run(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
      try {
        T result = work.run(connection);
        effect = Effect.UNKNOWN;
        connection.commit();
        return result;
      } catch (Throwable e) {
        rollBack(connection, e);
        throw e;
      } finally {
        restore(connection);
      }
    }

    private static void rollBack(Connection connection, Throwable reason) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        reason.addSuppressed(e);
      }
    }

    private static void restore(Connection connection) throws SQLException {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }
}
