package io.anabranch.benchmarks.load.limits;

import io.anabranch.benchmarks.load.measure.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** One row for each operation, by its primary key. */
public record RowSelects(LimitDatabase database) implements Subject {

  @Override
  public String name() {
    return "select";
  }

  @Override
  public int maxClients() throws SQLException {
    return database.freeConnections();
  }

  @Override
  public Client open(int number) throws SQLException {
    Connection connection = database.connect();
    return new Selector(connection, connection.prepareStatement(LimitDatabase.SELECT));
  }

  private record Selector(Connection connection, PreparedStatement select) implements Client {

    @Override
    public void run() throws SQLException {
      select.setLong(1, 0);
      long row = ThreadLocalRandom.current().nextLong(LimitDatabase.ROWS);
      select.setString(2, LimitDatabase.path(row));
      try (var rows = select.executeQuery()) {
        if (!rows.next() || rows.getBytes(1).length != LimitDatabase.ENTRY_BYTES) {
          throw new SQLException("the row is not there");
        }
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
