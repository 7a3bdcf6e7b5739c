package io.anabranch.server.postgres;

import io.anabranch.server.postgres.embedded.EmbeddedPostgres;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh, empty database on a cluster that the tests of one JVM share. The cluster is durable like
 * the real one; it is deleted when the JVM ends. Usable as a field or in try-with-resources; safe
 * for use by many threads.
 */
public final class TestDatabase implements AutoCloseable {

  private static final AtomicInteger LAST = new AtomicInteger();

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** A database that nobody else uses. */
  public static TestDatabase create() {
    var database = new TestDatabase("test_" + LAST.incrementAndGet());
    onCluster("CREATE DATABASE " + database.name);
    return database;
  }

  /**
   * A copy of this one, schema and rows: much faster than migrating again. No session may use it.
   */
  public TestDatabase copy() {
    var database = new TestDatabase("test_" + LAST.incrementAndGet());
    onCluster("CREATE DATABASE " + database.name + " TEMPLATE " + name + " STRATEGY FILE_COPY");
    return database;
  }

  public String jdbcUrl() {
    String url = Cluster.POSTGRES.jdbcUrl();
    return url.substring(0, url.lastIndexOf('/') + 1) + name;
  }

  public String user() {
    return Cluster.POSTGRES.user();
  }

  public String password() {
    return Cluster.POSTGRES.password();
  }

  /** Not pooled: each connection is a new one. */
  public DataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  public Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  /** Drops the database, with whoever is connected. */
  @Override
  public void close() {
    onCluster("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private static void onCluster(String sql) {
    var postgres = Cluster.POSTGRES;
    try (var connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static final class Cluster {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        Path directory = Files.createTempDirectory("anabranch-test-postgres");
        var postgres =
            EmbeddedPostgres.start(
                directory,
                EmbeddedPostgresSettings.defaults()
                    .withParameter("max_connections", "200")
                    // What vacuums in a test is the server, and nobody else.
                    .withParameter("autovacuum", "off")
                    .withParameter("shared_buffers", "128MB"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres, directory)));
        return postgres;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void end(EmbeddedPostgres postgres, Path directory) {
      postgres.close();
      try (var paths = Files.walk(directory)) {
        paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
