package io.anabranch.server.s3gateway.listing;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.log.LogRequest;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a path was in the commits that changed it. Safe for use by many threads. */
@Singleton
final class PathHistory {

  /** The version of what is not in a commit. */
  private static final String UNCOMMITTED = "null";

  /**
   * @param id of the commit
   * @param time of the commit, or of what is staged
   * @param entry empty when the path was deleted then
   */
  record Version(String id, Instant time, Optional<Entry> entry) {}

  private final VersioningEngine engine;

  PathHistory(VersioningEngine engine) {
    this.engine = engine;
  }

  boolean exists(Repository repository, String ref, String path) {
    return find(repository, ref, path).isPresent();
  }

  /**
   * The newest first.
   *
   * @param after only versions before this one; empty for all
   */
  Page<Version> list(Repository repository, String ref, String path, String after, int most) {
    List<Version> versions = new ArrayList<>();
    if (after.isEmpty()) {
      findUncommitted(repository, ref, path).ifPresent(versions::add);
    }
    String from = after.equals(UNCOMMITTED) ? "" : after;
    var request = new LogRequest(from, most, false, false, null, "", List.of(path), List.of());
    Page<Commit> commits = engine.log().list(repository, ref, request);
    for (Commit commit : commits.items()) {
      String id = commit.id().value();
      versions.add(new Version(id, commit.creationDate(), find(repository, id, path)));
    }
    Page<Version> page = Page.cut(versions, most);
    return new Page<>(page.items(), page.hasMore() || commits.hasMore());
  }

  /** What is staged, if it is another one than that of the branch's head. */
  private Optional<Version> findUncommitted(Repository repository, String ref, String path) {
    Optional<Entry> now = find(repository, ref, path);
    String head = engine.refs().getCommitId(repository, ref).value();
    return now.equals(find(repository, head, path))
        ? Optional.empty()
        : now.map(entry -> new Version(UNCOMMITTED, entry.lastModified(), now));
  }

  private Optional<Entry> find(Repository repository, String ref, String path) {
    return engine.entries().find(repository, ref, path).map(EntryRecord::entry);
  }
}
