package io.anabranch.server.postgres;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** How many calls were answered in each month, by all servers. Safe for use by many threads. */
public final class UsageTable {

  public record Usage(YearMonth month, long calls) {}

  private static final String ADD =
      """
      INSERT INTO api_usage (month, calls) VALUES (?, ?)
      ON CONFLICT (month) DO UPDATE SET calls = api_usage.calls + excluded.calls
      """;

  /** A hundred years. */
  private static final String LIST = "SELECT * FROM api_usage ORDER BY month LIMIT 1200";

  private final Database database;

  public UsageTable(Database database) {
    this.database = database;
  }

  public void add(YearMonth month, long calls) {
    var _ = database.write(connection -> Sql.update(connection, ADD, month.atDay(1), calls));
  }

  /** By month, ascending. */
  public List<Usage> list() {
    return database.read(
        connection ->
            Sql.list(
                connection,
                row ->
                    new Usage(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getLong("calls")),
                LIST));
  }
}
