package io.anabranch.server.postgres;

import io.anabranch.versioning.history.RefMove;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What sinks are yet to be told, of the table ref_change, and how far each has been told. All times
 * are those of the database. Safe for use by many threads and many servers.
 *
 * <p>Rows become visible in another order than their ids are drawn in, so "all with a greater id
 * than the last one" would pass over those that commit late, for ever. Therefore rows are first
 * given positions, by whoever comes: under a lock that is held until they are visible, to all rows
 * that are visible without one, in the order of their ids. So positions become visible in their
 * order, and whoever has been told all up to one has missed none below it. Moves of one ref keep
 * their order: an id is drawn after the move before it has committed (see the migration), so that
 * one is visible too and has the smaller id, or had a position already.
 */
public final class EventTable {

  /**
   * One move of a ref, for sinks.
   *
   * @param repository its name when it moved
   */
  public record Event(long position, String repository, RefMove move) {}

  /**
   * How a sink stands.
   *
   * @param mine whether nobody but this server tells it now, for at least half of the lease
   * @param position of the last event it was told
   * @param last the greatest position there is
   * @param unsettled whether there are events without positions
   */
  public record Turn(boolean mine, long position, long last, boolean unsettled) {}

  private static final int SETTLED_AT_ONCE = 1_000;

  private static final String REGISTER =
      """
      INSERT INTO event_sink (name, position, server_id, lease_end)
      VALUES (?, coalesce((SELECT max(position) FROM ref_change WHERE position > 0), 0), ?, now())
      ON CONFLICT DO NOTHING
      """;

  /** Writes only when the lease is over, or half of this server's own is. */
  private static final String TAKE_TURN =
      """
      WITH taken AS (
        UPDATE event_sink SET server_id = ?, lease_end = now() + make_interval(secs => ?)
        WHERE name = ? AND (lease_end <= now()
          OR (server_id = ? AND lease_end < now() + make_interval(secs => ?)))
        RETURNING position)
      SELECT coalesce(t.position, s.position) AS position,
        t.position IS NOT NULL OR (s.server_id = ? AND s.lease_end > now()) AS mine,
        coalesce((SELECT max(position) FROM ref_change WHERE position > 0), 0) AS last,
        EXISTS (SELECT FROM ref_change WHERE position IS NULL) AS unsettled
      FROM event_sink s LEFT JOIN taken t ON true WHERE s.name = ?
      """;

  private static final String SETTLE =
      """
      SELECT pg_advisory_xact_lock(9, 0);
      WITH next AS MATERIALIZED (
        SELECT id, nextval('event_position') AS position FROM (
          SELECT id FROM ref_change WHERE position IS NULL ORDER BY id LIMIT %d) ordered),
      settled AS (
        UPDATE ref_change c SET position = n.position FROM next n WHERE c.id = n.id RETURNING 1)
      SELECT count(*) FROM settled
      """
          .formatted(SETTLED_AT_ONCE);

  private static final String LIST =
      "SELECT c.position, c.repository,"
          + RefChangeRow.COLUMNS
          + "FROM ref_change c WHERE c.position > 0 AND c.position > ? ORDER BY c.position LIMIT ?";

  private static final String ADVANCE =
      "UPDATE event_sink SET position = ? WHERE name = ? AND server_id = ? AND position = ?";

  private static final String RELEASE =
      "UPDATE event_sink SET lease_end = now() WHERE name = ? AND server_id = ?";

  private final Database database;

  public EventTable(Database database) {
    this.database = database;
  }

  /** Makes a sink known, if it is not: it is told of what changes from now on. */
  public void register(String sink, UUID server) {
    var _ = database.write(connection -> Sql.update(connection, REGISTER, sink, server));
  }

  /**
   * Asks to be the one who tells a sink.
   *
   * @return empty when the sink is not known, or not any more
   */
  public Optional<Turn> takeTurn(String sink, UUID server, Duration lease) {
    double seconds = lease.toMillis() / 1000.0;
    return database.write(
        connection ->
            Sql.find(
                connection,
                EventTable::turn,
                TAKE_TURN,
                server,
                seconds,
                sink,
                server,
                seconds / 2,
                server,
                sink));
  }

  /**
   * Gives positions to events without one, a bounded number of them.
   *
   * @return whether there may be more
   */
  public boolean settle() {
    return database.write(connection -> Sql.get(connection, row -> row.getInt(1), SETTLE))
        == SETTLED_AT_ONCE;
  }

  /** The events after a position, in their order. */
  public List<Event> list(long after, int limit) {
    return database.read(connection -> Sql.list(connection, EventTable::event, LIST, after, limit));
  }

  /**
   * Records that a sink has been told all up to a position.
   *
   * @return false when another server tells it by now, or it has been told other events meanwhile
   */
  public boolean advance(String sink, UUID server, long from, long to) {
    return database.write(
        connection -> Sql.update(connection, ADVANCE, to, sink, server, from) == 1);
  }

  /** Lets another server tell the sink at once. */
  public void release(String sink, UUID server) {
    var _ = database.write(connection -> Sql.update(connection, RELEASE, sink, server));
  }

  private static Turn turn(ResultSet row) throws SQLException {
    return new Turn(
        row.getBoolean("mine"),
        row.getLong("position"),
        row.getLong("last"),
        row.getBoolean("unsettled"));
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(row.getLong("position"), row.getString("repository"), RefChangeRow.map(row));
  }
}
