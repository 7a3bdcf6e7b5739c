package io.anabranch.benchmarks.load.limits;

import io.anabranch.benchmarks.load.measure.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** One durable row for each operation, each in a transaction of its own. */
public record RowInserts(LimitDatabase database, AtomicLong numbers) implements Subject {

  public RowInserts(LimitDatabase database) {
    this(database, new AtomicLong());
  }

  @Override
  public String name() {
    return "insert";
  }

  @Override
  public int maxClients() throws SQLException {
    return database.freeConnections();
  }

  @Override
  public Client open(int number) throws SQLException {
    Connection connection = database.connect();
    var insert = connection.prepareStatement(LimitDatabase.INSERT);
    insert.setLong(1, 1);
    insert.setBytes(3, new byte[LimitDatabase.ENTRY_BYTES]);
    return new Inserter(connection, insert, numbers);
  }

  private record Inserter(Connection connection, PreparedStatement insert, AtomicLong numbers)
      implements Client {

    @Override
    public void run() throws SQLException {
      insert.setString(2, LimitDatabase.path(numbers.incrementAndGet()));
      insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
