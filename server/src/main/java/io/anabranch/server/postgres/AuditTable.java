package io.anabranch.server.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was done, and by whom: rows that are written once and read by time. There is one index, as
 * each would cost every request; so a question about anything but time looks at rows one after the
 * other, at a bounded number of them. Safe for use by many threads.
 */
public final class AuditTable {

  /** How a request ended. The names are in databases, so they stay. */
  public enum Outcome {
    ALLOWED,
    DENIED,
    FAILED
  }

  /** The place of a row: by time, and among those of one moment by id. */
  public record Position(Instant time, long id) {}

  /**
   * A request to an operation.
   *
   * @param at when it began, and a number that no other row of any server has at that time
   * @param username empty when nobody had signed on
   * @param signOn what was presented: {@code none}, {@code key} or {@code session}
   * @param credential its id
   * @param actions names of what was asked whether it was allowed
   * @param resources what it was asked of, as far as the columns do not say so
   * @param bytesReceived length of the request's body, if it was announced
   * @param bytesSent length of the answer's body, if it was announced
   */
  public record Event(
      Position at,
      String requestId,
      Optional<String> username,
      String signOn,
      Optional<String> credential,
      Optional<String> clientAddress,
      Optional<String> userAgent,
      String operation,
      List<String> actions,
      List<String> resources,
      Optional<String> repository,
      Optional<String> ref,
      Optional<String> path,
      Optional<String> storageId,
      Outcome outcome,
      int status,
      Optional<Long> bytesReceived,
      Optional<Long> bytesSent,
      long durationMicros) {

    /** The same, on a store. */
    public Event on(Optional<String> store) {
      return new Event(
          at,
          requestId,
          username,
          signOn,
          credential,
          clientAddress,
          userAgent,
          operation,
          actions,
          resources,
          repository,
          ref,
          path,
          store,
          outcome,
          status,
          bytesReceived,
          bytesSent,
          durationMicros);
    }
  }

  /**
   * Which events are wanted: those for which all of it holds that is not empty.
   *
   * @param from the first moment
   * @param to the moment after the last one
   */
  public record Filter(
      String username,
      String repository,
      String ref,
      String pathPrefix,
      String operation,
      String action,
      String storageId,
      String outcome,
      String requestId,
      Instant from,
      Instant to) {

    /** In the order of the statement. */
    private List<String> texts() {
      return List.of(
          username, repository, ref, pathPrefix, operation, action, storageId, outcome, requestId);
    }
  }

  /**
   * The latest first.
   *
   * @param next only events before this one come after these; empty at the end
   */
  public record Found(List<Event> events, Optional<Position> next) {}

  /** Before all others. */
  private static final Position FIRST = new Position(Instant.EPOCH, Long.MIN_VALUE);

  /** More rows are not looked at for one page. */
  private static final int MAX_LOOKED_AT = 50_000;

  private static final String COLUMNS =
      """
      time, id, request_id, username, sign_on, credential, client_address, user_agent, operation,
      actions, resources, repository, ref, path, storage_id, outcome, status, bytes_received,
      bytes_sent, duration_us
      """;

  private static final String COPY = "COPY audit_event (" + COLUMNS + ") FROM STDIN";

  private static final String WITHIN =
      " FROM audit_event WHERE (time, id) < (?, ?) AND time >= ? AND time < ? ";

  /** The row at which looking ends, if there are so many. */
  private static final String FLOOR =
      "SELECT time, id " + WITHIN + " ORDER BY time DESC, id DESC OFFSET ? LIMIT 1";

  private static final String LIST =
      "SELECT "
          + COLUMNS
          + WITHIN
          + """
            AND (time, id) >= (?, ?)
            AND (?::text = '' OR username = ?)
            AND (?::text = '' OR repository = ?)
            AND (?::text = '' OR ref = ?)
            AND (?::text = '' OR starts_with(path, ?))
            AND (?::text = '' OR operation = ?)
            AND (?::text = '' OR ? = ANY (actions))
            AND (?::text = '' OR storage_id = ?)
            AND (?::text = '' OR outcome = ?)
            AND (?::text = '' OR request_id = ?)
          ORDER BY time DESC, id DESC LIMIT ?
          """;

  private static final String STORAGE_IDS =
      "SELECT name, storage_id FROM repository WHERE name = ANY (?)";

  /** Servers that delete at the same time take others each. */
  private static final String DELETE =
      """
      DELETE FROM audit_event a USING (
        SELECT time, id FROM audit_event WHERE time < ?
        ORDER BY time, id LIMIT ? FOR UPDATE SKIP LOCKED) old
      WHERE a.time = old.time AND a.id = old.id
      """;

  private final Database database;

  public AuditTable(Database database) {
    this.database = database;
  }

  /**
   * Writes all or none. What is written already is not written again: a batch whose outcome is
   * unknown can be added once more.
   */
  public void add(List<Event> events) {
    var rows = new CopyText();
    events.forEach(event -> write(rows, event));
    database.write(
        connection -> {
          try {
            return rows.copyIn(connection, COPY);
          } catch (SQLException e) {
            if (SqlFailures.isDuplicate(e)) {
              return 0L;
            }
            throw e;
          }
        });
  }

  private static void write(CopyText rows, Event event) {
    rows.value(event.at().time().toString())
        .value(event.at().id())
        .value(event.requestId())
        .value(event.username())
        .value(event.signOn())
        .value(event.credential())
        .value(event.clientAddress())
        .value(event.userAgent())
        .value(event.operation())
        .value(event.actions())
        .value(event.resources())
        .value(event.repository())
        .value(event.ref())
        .value(event.path())
        .value(event.storageId())
        .value(event.outcome().name().toLowerCase(Locale.ROOT))
        .value(event.status())
        .number(event.bytesReceived())
        .number(event.bytesSent())
        .value(event.durationMicros())
        .endRow();
  }

  /** On which store each of these repositories is; those that do not exist are left out. */
  public Map<String, String> storageIds(Collection<String> repositories) {
    String[] names = repositories.toArray(String[]::new);
    return database
        .read(
            connection ->
                Sql.list(
                    connection,
                    row -> Map.entry(row.getString(1), row.getString(2)),
                    STORAGE_IDS,
                    (Object) names))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * A page of events, the latest first. It may hold fewer than were asked for though others follow:
   * a bounded number of rows is looked at.
   *
   * @param before only events before this one
   */
  public Found list(Filter filter, Position before, int amount) {
    return database.read(
        connection -> {
          Object[] within = {before.time(), before.id(), filter.from(), filter.to()};
          Optional<Position> floor = floor(connection, filter, within);
          List<Event> events = list(connection, filter, within, floor.orElse(FIRST), amount + 1);
          if (events.size() > amount) {
            List<Event> page = events.subList(0, amount);
            return new Found(page, Optional.of(page.getLast().at()));
          }
          return new Found(events, floor);
        });
  }

  /** Rows that are all wanted need no bound but the page's. */
  private static Optional<Position> floor(Connection connection, Filter filter, Object[] within)
      throws SQLException {
    return filter.texts().stream().allMatch(String::isEmpty)
        ? Optional.empty()
        : Sql.find(connection, AuditTable::position, FLOOR, Sql.join(within, MAX_LOOKED_AT - 1));
  }

  private static List<Event> list(
      Connection connection, Filter filter, Object[] within, Position floor, int limit)
      throws SQLException {
    Object[] wanted =
        filter.texts().stream().flatMap(text -> Stream.of(text, text)).toArray(Object[]::new);
    return Sql.list(
        connection,
        AuditTable::event,
        LIST,
        Sql.join(within, floor.time(), floor.id(), wanted, limit));
  }

  /**
   * Deletes events of before a moment, the oldest first.
   *
   * @return how many
   */
  public int deleteBefore(Instant moment, int limit) {
    return database.write(connection -> Sql.update(connection, DELETE, moment, limit));
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(Sql.instant(row, "time"), row.getLong("id"));
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        position(row),
        row.getString("request_id"),
        text(row, "username"),
        row.getString("sign_on"),
        text(row, "credential"),
        text(row, "client_address"),
        text(row, "user_agent"),
        row.getString("operation"),
        texts(row, "actions"),
        texts(row, "resources"),
        text(row, "repository"),
        text(row, "ref"),
        text(row, "path"),
        text(row, "storage_id"),
        Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
        row.getInt("status"),
        number(row, "bytes_received"),
        number(row, "bytes_sent"),
        row.getLong("duration_us"));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static Optional<Long> number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(number);
  }
}
