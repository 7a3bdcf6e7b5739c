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

  private static final String SET =
      """
      INSERT INTO store (id, location) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET location = excluded.location
      """;

  private static final String LIST = "SELECT id, location FROM store ORDER BY id";

  private final Database database;

  public StoreTable(Database database) {
    this.database = database;
  }

  /** Records where a store is, in place of what was recorded of its id. */
  public void set(RecordedStore store) {
    database.write(connection -> Sql.update(connection, SET, store.id(), store.location()));
  }

  public List<RecordedStore> list() {
    return database.read(connection -> Sql.list(connection, StoreTable::map, LIST));
  }

  private static RecordedStore map(ResultSet row) throws SQLException {
    return new RecordedStore(row.getString("id"), row.getString("location"));
  }
}
