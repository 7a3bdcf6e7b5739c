package io.anabranch.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What each storage id pointed at when it was first used. Safe for use by many threads. */
public final class StoreTable {

  /**
   * A store as recorded.
   *
   * @param id empty for the single store of a server without storage ids
   * @param location a fingerprint of the type and the endpoint, account or directory
   */
  public record RecordedStore(String id, String location) {}

  private static final String ADD =
      "INSERT INTO store (id, location) VALUES (?, ?) ON CONFLICT DO NOTHING";

  private static final String MOVE = "UPDATE store SET location = ? WHERE id = ? AND location = ?";

  private static final String LIST = "SELECT id, location FROM store ORDER BY id";

  private final Database database;

  public StoreTable(Database database) {
    this.database = database;
  }

  /**
   * Records a store of which nothing is recorded.
   *
   * @return false when something is; nothing has changed then
   */
  public boolean add(RecordedStore store) {
    return database.write(connection -> Sql.update(connection, ADD, store.id(), store.location()))
        == 1;
  }

  /**
   * Records where a store is now.
   *
   * @return false when another location than this is recorded; nothing has changed then
   */
  public boolean move(RecordedStore from, String location) {
    return database.write(
            connection -> Sql.update(connection, MOVE, location, from.id(), from.location()))
        == 1;
  }

  public List<RecordedStore> list() {
    return database.read(connection -> Sql.list(connection, StoreTable::map, LIST));
  }

  private static RecordedStore map(ResultSet row) throws SQLException {
    return new RecordedStore(row.getString("id"), row.getString("location"));
  }
}
