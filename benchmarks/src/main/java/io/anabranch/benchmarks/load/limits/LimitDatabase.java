package io.anabranch.benchmarks.load.limits;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The schema {@code benchmark_limits} in the database under test: one table shaped like staged
 * entries, filled with {@value #ROWS} rows to look up. Dropped when closed.
 */
public final class LimitDatabase implements AutoCloseable {

  /** Rows with the numbers from 0 and the token 0. */
  static final int ROWS = 10_000;

  static final String INSERT =
      "INSERT INTO benchmark_limits.entry (token, path, entry) VALUES (?, ?, ?)";
  static final String SELECT =
      "SELECT entry FROM benchmark_limits.entry WHERE token = ? AND path = ?";

  /** Those of {@link #fill}, by their paths. */
  static final String COPY =
      """
      COPY (SELECT path, entry FROM benchmark_limits.entry WHERE token = 2 ORDER BY path)
      TO STDOUT (FORMAT binary)""";

  private static final String FREE_CONNECTIONS =
      """
      SELECT current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') - 2""";

  /** As long as the encoded entry of an ordinary object. */
  static final int ENTRY_BYTES = 160;

  private final String url;

  private LimitDatabase(String url) {
    this.url = url;
  }

  /**
   * Creates the schema.
   *
   * @param url {@code jdbc:postgresql://…} or {@code postgres://user:password@host:port/database}
   */
  public static LimitDatabase open(String url) throws SQLException {
    var database = new LimitDatabase(jdbc(url));
    database.execute(
        "DROP SCHEMA IF EXISTS benchmark_limits CASCADE",
        "CREATE SCHEMA benchmark_limits",
        """
        CREATE TABLE benchmark_limits.entry (
          token bigint NOT NULL, path text COLLATE "C" NOT NULL, entry bytea NOT NULL,
          PRIMARY KEY (token, path))""",
        """
        INSERT INTO benchmark_limits.entry
        SELECT 0, 'row/' || lpad(n::text, 10, '0'), decode(repeat('ab', %d), 'hex')
        FROM generate_series(0, %d) n"""
            .formatted(ENTRY_BYTES, ROWS - 1),
        "VACUUM ANALYZE benchmark_limits.entry");
    return database;
  }

  /** Makes the token 2 have exactly so many rows. */
  void fill(int rows) throws SQLException {
    execute(
        "DELETE FROM benchmark_limits.entry WHERE token = 2",
        """
        INSERT INTO benchmark_limits.entry
        SELECT 2, 'row/' || lpad(n::text, 10, '0'), decode(repeat('ab', %d), 'hex')
        FROM generate_series(1, %d) n"""
            .formatted(ENTRY_BYTES, rows),
        "VACUUM ANALYZE benchmark_limits.entry");
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /**
   * How many connections it can give besides those it has given already, some left to others; one
   * at least.
   */
  int freeConnections() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery(FREE_CONNECTIONS)) {
      row.next();
      return Math.max(1, row.getInt(1));
    }
  }

  static String path(long number) {
    return "row/%010d".formatted(number);
  }

  @Override
  public void close() throws SQLException {
    execute("DROP SCHEMA benchmark_limits CASCADE");
  }

  private void execute(String... statements) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String jdbc(String url) {
    if (url.startsWith("jdbc:")) {
      return withPreparedStatements(url);
    }
    URI uri = URI.create(url);
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    String jdbc =
        "jdbc:postgresql://%s:%d%s"
            .formatted(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort(), uri.getPath());
    String userInfo = uri.getUserInfo();
    if (userInfo != null) {
      String[] parts = userInfo.split(":", 2);
      query += (query.isEmpty() ? "" : "&") + "user=" + encode(parts[0]);
      query += parts.length == 2 ? "&password=" + encode(parts[1]) : "";
    }
    return withPreparedStatements(query.isEmpty() ? jdbc : jdbc + "?" + query);
  }

  /** From the first execution, as a server would have it. */
  private static String withPreparedStatements(String url) {
    return url + (url.contains("?") ? "&" : "?") + "prepareThreshold=1";
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
