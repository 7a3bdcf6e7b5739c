package io.anabranch.server.pulls;

import io.anabranch.server.postgres.PullTable;
import io.anabranch.server.postgres.PullTable.Change;
import io.anabranch.server.postgres.PullTable.Filter;
import io.anabranch.server.postgres.PullTable.Pull;
import io.anabranch.server.postgres.PullTable.Status;
import io.anabranch.server.stores.Xid;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;

/** The pull requests of repositories, short of merging them. Safe for use by many threads. */
@Singleton
final class Pulls {

  private static final int MAX_TITLE = 1_000;
  private static final int MAX_DESCRIPTION = 100_000;

  /** From the end of the year 2999 down, so that the newest come first in a list. */
  private static final long END_SECONDS = 32_500_915_200L;

  private final PullTable table;
  private final VersioningEngine engine;
  private final InstantSource clock;
  private final Xid ids = new Xid(new SecureRandom());

  Pulls(PullTable table, VersioningEngine engine, InstantSource clock) {
    this.table = table;
    this.engine = engine;
    this.clock = clock;
  }

  /**
   * Opens one; a pair of branches may have several.
   *
   * @return its id
   * @throws FailureException Invalid when the branches are the same, NotFound when one is missing
   */
  String create(Repository repository, PullCreation creation, String author) {
    String description = Objects.requireNonNullElse(creation.description(), "");
    requireShort("title", creation.title(), MAX_TITLE);
    requireShort("description", description, MAX_DESCRIPTION);
    String source = engine.branches().get(repository, creation.sourceBranch()).name();
    String destination = engine.branches().get(repository, creation.destinationBranch()).name();
    if (source.equals(destination)) {
      throw invalid("source and destination branches are the same: '%s'".formatted(source));
    }
    var now = clock.instant();
    String id = ids.next(END_SECONDS - now.getEpochSecond());
    var pull =
        new Pull(
            id,
            Status.OPEN,
            creation.title(),
            description,
            author,
            source,
            destination,
            now,
            null,
            null);
    if (!table.create(repository, pull)) {
      throw new FailureException(
          new Failure.NotFound("there is no repository '%s'".formatted(repository.name())));
    }
    return id;
  }

  Pull get(Repository repository, String id) {
    requireId(id);
    return table
        .find(repository, id)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.NotFound(
                        "repository '%s' has no pull request '%s'"
                            .formatted(repository.name(), id))));
  }

  /** The newest first. */
  Page<Pull> list(Repository repository, Filter filter, String prefix, String after, int amount) {
    return Page.read(amount, limit -> table.list(repository, filter, prefix, after, limit));
  }

  void update(Repository repository, String id, PullUpdate update) {
    requireId(id);
    requireShort("title", Objects.requireNonNullElse(update.title(), ""), MAX_TITLE);
    requireShort(
        "description", Objects.requireNonNullElse(update.description(), ""), MAX_DESCRIPTION);
    var status = update.status() == null ? null : status(update.status());
    var change = new Change(update.title(), update.description(), status, clock.instant());
    if (!table.update(repository, id, change)) {
      var pull = get(repository, id);
      throw invalid(
          "pull request '%s' is %s and stays so: open another one"
              .formatted(id, pull.status().text()));
    }
  }

  private static Status status(String text) {
    return switch (text) {
      case "open" -> Status.OPEN;
      case "closed" -> Status.CLOSED;
      case "merged" -> Status.MERGED;
      default -> throw invalid("status must be open, closed or merged, not '" + text + "'");
    };
  }

  private static void requireId(String id) {
    if (Xid.findTime(id).isEmpty()) {
      throw invalid("'%s' is not the id of a pull request".formatted(id));
    }
  }

  private static void requireShort(String what, String text, int limit) {
    if (text.length() > limit) {
      throw invalid(
          "the %s of a pull request has at most %d characters, not %d"
              .formatted(what, limit, text.length()));
    }
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
