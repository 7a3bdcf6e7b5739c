package io.anabranch.server.postgres;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.TreeLocation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Uploads in parts, and what has been received of them. An upload is open; it is being completed,
 * from when on its parts do not change; or it is being aborted, and then found by nobody but who
 * drops it. Safe for use by many threads and many servers.
 */
public final class MultipartTable {

  /** What an upload is for. */
  public record Place(int repositoryId, String branch, String path) {}

  /**
   * Where its parts go.
   *
   * @param address of the object, below the repository's namespace
   * @param uploadId the store's
   */
  public record Stored(TreeLocation location, String address, String uploadId) {}

  /**
   * What the client said of the object when it began.
   *
   * @param metadata of its entry
   * @param checksumAlgorithm as the protocol spells it, as {@code checksumType}
   */
  public record Description(
      String contentType,
      SortedMap<String, String> metadata,
      Optional<String> checksumAlgorithm,
      Optional<String> checksumType) {}

  /**
   * An upload that is under way.
   *
   * @param isOpen whether it takes parts: it is not being completed
   */
  public record Upload(
      String id,
      Place place,
      Stored stored,
      String user,
      Description description,
      Instant createdAt,
      boolean isOpen) {

    /** To go on after it. */
    public Position position() {
      return new Position(place.branch() + "/" + place.path(), id);
    }
  }

  /**
   * A part that is in the store.
   *
   * @param md5 of its bytes in hex
   * @param storeEtag by which the store knows it
   * @param checksum of the algorithm of the upload, as the protocol spells it
   */
  public record Part(
      int number,
      long size,
      String md5,
      String storeEtag,
      Optional<String> checksum,
      Instant receivedAt) {}

  /** The object that parts make. */
  public interface Completion {

    /** Others have another one, and that of the same parts is the same. */
    String etag();
  }

  /**
   * A completion that has begun.
   *
   * @param claim of the request that has it now
   * @param isFirst whether the upload was open until now: then the store has not joined its parts
   */
  public record Begun<T>(T completion, UUID claim, boolean isFirst) {}

  /** After which upload a list goes on: by key, that is branch/path, and by id within a key. */
  public record Position(String key, String id) {

    public static final Position START = new Position("", "");

    /** After all uploads of a key. */
    public static Position afterKey(String key) {
      return new Position(key, "~"); // ids are hex
    }
  }

  private static final String COLUMNS =
      """
       id, repository_id, branch, path, storage_id, storage_namespace, address, store_upload_id,
       username, content_type, metadata, checksum_algorithm, checksum_type, created_at, state
      """;

  private static final String INSERT =
      """
      INSERT INTO multipart_upload (id, repository_id, branch, path, storage_id, storage_namespace,
        address, store_upload_id, username, content_type, metadata, checksum_algorithm,
        checksum_type)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      """;

  private static final String FIND =
      "SELECT"
          + COLUMNS
          + "FROM multipart_upload WHERE id = ? AND repository_id = ? AND branch = ? AND path = ?"
          + " AND state <> 'aborting'";

  /** The lock makes it wait for a completion that begins, and see that it has begun. */
  private static final String PUT_PART =
      """
      WITH open AS (
        SELECT id FROM multipart_upload WHERE id = ? AND state = 'open' FOR SHARE)
      INSERT INTO multipart_part (upload_id, number, size, md5, store_etag, checksum)
      SELECT o.id, p.* FROM open o, (
        SELECT ?::int, ?::bigint, ?::text, ?::text, ?::text) p
      ON CONFLICT (upload_id, number) DO UPDATE SET size = excluded.size, md5 = excluded.md5,
        store_etag = excluded.store_etag, checksum = excluded.checksum, received_at = now()
      RETURNING number, size, md5, store_etag, checksum, received_at
      """;

  private static final String LIST_PARTS =
      """
      SELECT number, size, md5, store_etag, checksum, received_at FROM multipart_part
      WHERE upload_id = ? AND number > ? ORDER BY number LIMIT ?
      """;

  private static final String LIST =
      "SELECT"
          + COLUMNS
          + """
          FROM multipart_upload
          WHERE repository_id = ? AND (key, id) > (?, ?) AND key >= ? AND key < ?
            AND state <> 'aborting'
          ORDER BY key, id LIMIT ?
          """;

  private static final String LOCK =
      "SELECT completion, claim FROM multipart_upload WHERE id = ? AND state <> 'aborting'"
          + " FOR UPDATE";

  private static final String COMPLETE =
      "UPDATE multipart_upload SET state = 'completing', claim = ?, completion = ? WHERE id = ?";

  private static final String CLAIM =
      "UPDATE multipart_upload SET claim = ? WHERE id = ? AND state = 'completing'";

  private static final String IS_CLAIMED =
      """
      SELECT EXISTS (
        SELECT FROM multipart_upload WHERE id = ? AND claim = ? AND state = 'completing')
      """;

  private static final String REOPEN =
      """
      UPDATE multipart_upload SET state = 'open', claim = NULL, completion = NULL
      WHERE id = ? AND claim = ? AND state = 'completing'
      """;

  private static final String ABORT =
      """
      UPDATE multipart_upload SET state = 'aborting', claim = NULL, completion = NULL WHERE id = ?
      """;

  private static final String DELETE = "DELETE FROM multipart_upload WHERE id = ?";

  private static final String LIST_DUE =
      "SELECT"
          + COLUMNS
          + """
          FROM multipart_upload u
          WHERE (created_at, id) > (?, ?) AND (
            created_at <= now() - make_interval(secs => ?) OR state = 'aborting'
            OR NOT EXISTS (SELECT FROM repository r WHERE r.id = u.repository_id))
          ORDER BY created_at, id LIMIT ?
          """;

  private static final int MOST_PARTS = 10_000;

  private final Database database;

  public MultipartTable(Database database) {
    this.database = database;
  }

  /** Records an upload that the store has begun. */
  public void begin(String id, Place place, Stored stored, String user, Description description) {
    var _ =
        database.write(
            connection ->
                Sql.update(
                    connection,
                    INSERT,
                    id,
                    place.repositoryId(),
                    place.branch(),
                    place.path(),
                    stored.location().storageId(),
                    stored.location().storageNamespace(),
                    stored.address(),
                    stored.uploadId(),
                    user,
                    description.contentType(),
                    StringMapJson.write(description.metadata()),
                    description.checksumAlgorithm().orElse(null),
                    description.checksumType().orElse(null)));
  }

  /** Empty as well when the upload is of another place, or is being aborted. */
  public Optional<Upload> find(String id, Place place) {
    return database.read(
        connection ->
            Sql.find(
                connection,
                MultipartTable::upload,
                FIND,
                id,
                place.repositoryId(),
                place.branch(),
                place.path()));
  }

  /**
   * Records a part that is in the store, in place of an earlier one of its number.
   *
   * @return empty when the upload is not open any more; then nothing is done
   */
  public Optional<Part> putPart(
      String id, int number, long size, String md5, String storeEtag, Optional<String> checksum) {
    return database.write(
        connection ->
            Sql.find(
                connection,
                MultipartTable::part,
                PUT_PART,
                id,
                number,
                size,
                md5,
                storeEtag,
                checksum.orElse(null)));
  }

  /** By number, ascending. */
  public Page<Part> listParts(String id, int afterNumber, int limit) {
    List<Part> parts = database.read(connection -> parts(connection, id, afterNumber, limit + 1));
    return Page.cut(parts, limit);
  }

  private static List<Part> parts(Connection connection, String id, int after, int limit)
      throws SQLException {
    return Sql.list(connection, MultipartTable::part, LIST_PARTS, id, after, limit);
  }

  /**
   * Uploads of a repository whose key, that is branch/path, begins with the prefix, by key and in
   * the order in which they began.
   */
  public Page<Upload> list(int repositoryId, String prefix, Position after, int limit) {
    List<Upload> uploads =
        database.read(
            connection ->
                Sql.list(
                    connection,
                    MultipartTable::upload,
                    LIST,
                    repositoryId,
                    after.key(),
                    after.id(),
                    prefix,
                    PathText.leastAfter(prefix),
                    limit + 1));
    return Page.cut(uploads, limit);
  }

  /**
   * Begins to complete an upload, or goes on with it: no part is added from now on.
   *
   * @param claim for the request that calls, if it is the first; others take it with {@link #claim}
   * @param judge says what all the received parts make; nothing is done when it throws
   * @return empty when there is no such upload
   * @throws FailureException Conflict when another object is being made of it
   */
  public <T extends Completion> Optional<Begun<T>> complete(
      String id, UUID claim, Function<List<Part>, T> judge) {
    return database.transaction(
        connection -> {
          var locked = Sql.find(connection, MultipartTable::begun, LOCK, id);
          if (locked.isEmpty()) {
            return Optional.empty();
          }
          T completion = judge.apply(parts(connection, id, 0, MOST_PARTS));
          Optional<Begun<String>> before = locked.get();
          if (before.isEmpty()) {
            requireOne(Sql.update(connection, COMPLETE, claim, completion.etag(), id));
          } else if (!before.get().completion().equals(completion.etag())) {
            throw new FailureException(
                new Failure.Conflict(
                    "the upload is being completed with other parts: name the same ones again, or"
                        + " abort it"));
          }
          UUID current = before.map(Begun::claim).orElse(claim);
          return Optional.of(new Begun<>(completion, current, before.isEmpty()));
        });
  }

  /** Empty for an upload that is open. */
  private static Optional<Begun<String>> begun(ResultSet row) throws SQLException {
    String completion = row.getString("completion");
    return completion == null
        ? Optional.empty()
        : Optional.of(new Begun<>(completion, row.getObject("claim", UUID.class), false));
  }

  private static void requireOne(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("a locked row was not changed");
    }
  }

  /**
   * Takes the claim on an upload that is being completed from whoever has it.
   *
   * @return false when the upload is not being completed any more
   */
  public boolean claim(String id, UUID claim) {
    return database.write(connection -> Sql.update(connection, CLAIM, claim, id) == 1);
  }

  public boolean isClaimed(String id, UUID claim) {
    return database.read(
        connection -> Sql.get(connection, row -> row.getBoolean(1), IS_CLAIMED, id, claim));
  }

  /**
   * Lets an upload that cannot be completed so go on. Only if the store has not joined its parts:
   * it would be taken for completed with whatever is named next.
   *
   * @return false when another request has it
   */
  public boolean reopen(String id, UUID claim) {
    return database.write(connection -> Sql.update(connection, REOPEN, id, claim) == 1);
  }

  /**
   * From now on nobody adds to it nor completes it.
   *
   * @return false when there is no such upload
   */
  public boolean abort(String id) {
    return database.write(connection -> Sql.update(connection, ABORT, id) == 1);
  }

  /** Forgets an upload, of which nothing is in the store but maybe its object. */
  public void delete(String id) {
    var _ = database.write(connection -> Sql.update(connection, DELETE, id));
  }

  /**
   * Uploads to be dropped: those that are too old, those that somebody began to abort, and those of
   * repositories that are gone. By age.
   *
   * @param afterTime of the last one of the page before, as {@code afterId}
   */
  public List<Upload> listDue(Duration age, Instant afterTime, String afterId, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                MultipartTable::upload,
                LIST_DUE,
                afterTime,
                afterId,
                age.toMillis() / 1000.0,
                limit));
  }

  private static Upload upload(ResultSet row) throws SQLException {
    return new Upload(
        row.getString("id"),
        new Place(row.getInt("repository_id"), row.getString("branch"), row.getString("path")),
        new Stored(
            new TreeLocation(row.getString("storage_id"), row.getString("storage_namespace")),
            row.getString("address"),
            row.getString("store_upload_id")),
        row.getString("username"),
        new Description(
            row.getString("content_type"),
            StringMapJson.read(row.getString("metadata")),
            Optional.ofNullable(row.getString("checksum_algorithm")),
            Optional.ofNullable(row.getString("checksum_type"))),
        Sql.instant(row, "created_at"),
        row.getString("state").equals("open"));
  }

  private static Part part(ResultSet row) throws SQLException {
    return new Part(
        row.getInt("number"),
        row.getLong("size"),
        row.getString("md5"),
        row.getString("store_etag"),
        Optional.ofNullable(row.getString("checksum")),
        Sql.instant(row, "received_at"));
  }
}
