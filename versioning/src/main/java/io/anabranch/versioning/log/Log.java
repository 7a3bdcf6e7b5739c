package io.anabranch.versioning.log;

import io.anabranch.versioning.commit.AncestorReader;
import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the history of refs. Safe for use by many threads. */
public final class Log {

  private final Refs refs;
  private final CommitStore commits;
  private final Trees trees;

  public Log(Refs refs, CommitStore commits, Trees trees) {
    this.refs = refs;
    this.commits = commits;
    this.trees = trees;
  }

  /**
   * The commit that a ref expression stands for and its ancestors, later ones first. Throws
   * NotFound or Invalid for the refs.
   */
  public Page<Commit> list(Repository repository, String ref, LogRequest request) {
    int amount = PageRequest.amount(request.amount());
    int wanted = request.limit() ? amount : amount + 1;
    Commit start = refs.getCommit(repository, ref);
    CommitId stopAt =
        request.stopAt().isEmpty() ? null : refs.getCommitId(repository, request.stopAt());
    PathFilter filter =
        new PathFilter(repository, commits::find, trees, request.objects(), request.prefixes());
    History history =
        new History(new AncestorReader(commits, repository), start, request.firstParent());

    List<Commit> listed = new ArrayList<>();
    boolean begun = request.after().isEmpty();
    Commit commit = history.next();
    while (commit != null && !isBefore(commit, request.since()) && listed.size() < wanted) {
      if (begun && filter.matches(commit)) {
        listed.add(commit);
      }
      begun |= commit.id().value().equals(request.after());
      commit = commit.id().equals(stopAt) ? null : history.next();
    }
    return Page.cut(listed, amount);
  }

  private static boolean isBefore(Commit commit, @Nullable Instant since) {
    return since != null && commit.creationDate().isBefore(since);
  }
}
