package io.anabranch.server.postgres;

import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pull requests of repositories. Every method is atomic; safe for use by many threads. */
public final class PullTable {

  /** Where a pull request is in its life. */
  public enum Status {
    OPEN,
    CLOSED,
    MERGED;

    /** As the API and the database write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which ones to list. */
  public enum Filter {
    ALL(""),
    OPEN("AND status = 'open' "),
    /** Merged ones too. */
    OVER("AND status <> 'open' ");

    private final String list;

    Filter(String condition) {
      this.list =
          """
          SELECT * FROM pull_request
          WHERE repository_id = ? AND id > ? AND id >= ? AND id < ? %s
          ORDER BY id LIMIT ?
          """
              .formatted(condition);
    }
  }

  /**
   * A pull request.
   *
   * @param id sorts before those of older ones
   * @param closedDate null while it is open
   * @param mergedCommit what merging it made, if that was made by merging it
   */
  public record Pull(
      String id,
      Status status,
      String title,
      String description,
      String author,
      String sourceBranch,
      String destinationBranch,
      Instant creationDate,
      @Nullable Instant closedDate,
      @Nullable CommitId mergedCommit) {}

  /**
   * What to change of one; null for what stays.
   *
   * @param now when
   */
  public record Change(
      @Nullable String title, @Nullable String description, @Nullable Status status, Instant now) {}

  private static final String CREATE =
      """
      INSERT INTO pull_request (repository_id, id, status, title, description, author,
        source_branch, destination_branch, creation_date)
      SELECT id, ?, 'open', ?, ?, ?, ?, ?, ? FROM repository WHERE id = ?
      """;

  private static final String FIND =
      "SELECT * FROM pull_request WHERE repository_id = ? AND id = ?";

  /** One that was merged stays so; closing twice keeps the first date. */
  private static final String UPDATE =
      """
      UPDATE pull_request SET
        title = coalesce(?, title),
        description = coalesce(?, description),
        status = coalesce(?, status),
        closed_date = CASE coalesce(?, status)
          WHEN 'open' THEN NULL ELSE coalesce(closed_date, ?) END
      WHERE repository_id = ? AND id = ?
        AND (merged_commit_id IS NULL OR coalesce(?, 'merged') = 'merged')
      """;

  private static final String MERGED =
      """
      UPDATE pull_request SET status = 'merged', merged_commit_id = ?, closed_date = ?
      WHERE repository_id = ? AND id = ? AND merged_commit_id IS NULL
      """;

  private final Database database;

  public PullTable(Database database) {
    this.database = database;
  }

  /** False when the repository does not exist. */
  public boolean create(Repository repository, Pull pull) {
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    CREATE,
                    pull.id(),
                    pull.title(),
                    pull.description(),
                    pull.author(),
                    pull.sourceBranch(),
                    pull.destinationBranch(),
                    pull.creationDate(),
                    repository.id())
                == 1);
  }

  public Optional<Pull> find(Repository repository, String id) {
    return database.read(
        connection -> Sql.find(connection, PullTable::map, FIND, repository.id(), id));
  }

  /** By id, so the newest first. */
  public List<Pull> list(
      Repository repository, Filter filter, String prefix, String after, int limit) {
    return database.read(
        connection ->
            Sql.list(
                connection,
                PullTable::map,
                filter.list,
                repository.id(),
                after,
                prefix,
                PathText.leastAfter(prefix),
                limit));
  }

  /** False when there is none, or merging it made a commit and it were not merged any more. */
  public boolean update(Repository repository, String id, Change change) {
    String status = change.status() == null ? null : change.status().text();
    return database.write(
        connection ->
            Sql.update(
                    connection,
                    UPDATE,
                    change.title(),
                    change.description(),
                    status,
                    status,
                    change.now(),
                    repository.id(),
                    id,
                    status)
                == 1);
  }

  /**
   * Records which commit merging it made, whatever its status has become meanwhile.
   *
   * @return false when another is recorded, or there is none
   */
  public boolean setMerged(Repository repository, String id, CommitId commit, Instant now) {
    return database.write(
        connection -> Sql.update(connection, MERGED, commit, now, repository.id(), id) == 1);
  }

  private static Pull map(ResultSet row) throws SQLException {
    OffsetDateTime closed = row.getObject("closed_date", OffsetDateTime.class);
    byte[] merged = row.getBytes("merged_commit_id");
    return new Pull(
        row.getString("id"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getString("title"),
        row.getString("description"),
        row.getString("author"),
        row.getString("source_branch"),
        row.getString("destination_branch"),
        Sql.instant(row, "creation_date"),
        closed == null ? null : closed.toInstant(),
        merged == null ? null : CommitIds.of(merged));
  }
}
