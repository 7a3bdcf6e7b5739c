package io.anabranch.versioning.retention;

import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Heads, and what lies between them and the commits that were there when the walk began. Not for
 * use by many threads.
 */
final class LateCommits {

  private final Repository repository;
  private final CommitLookup commits;
  private final MainLines lines;
  private final Map<CommitId, Commit> active = new LinkedHashMap<>();

  LateCommits(Repository repository, CommitLookup commits, MainLines lines) {
    this.repository = repository;
    this.commits = commits;
    this.lines = lines;
  }

  void addHead(CommitId head, long cutoff) {
    int known = lines.find(head);
    if (known >= 0) {
      lines.head(known, cutoff);
      return;
    }
    Commit commit = commits.referenced(repository, head);
    active.put(head, commit);
    while (!commit.parents().isEmpty()) {
      CommitId parent = commit.mainLineFirst().getFirst();
      boolean young = commit.creationDate().getEpochSecond() >= cutoff;
      int number = lines.find(parent);
      if (number >= 0) {
        lines.follow(number, cutoff, young);
        return;
      }
      commit = commits.referenced(repository, parent);
      if (young) {
        active.put(parent, commit);
      }
    }
  }

  Collection<Commit> active() {
    return active.values();
  }
}
