package io.anabranch.versioning.log;

import io.anabranch.versioning.commit.AncestorReader;
import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.CommitNode;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    AncestorReader ancestors = new AncestorReader(commits, repository, 0);
    PathFilter filter =
        new PathFilter(repository, ancestors, trees, request.objects(), request.prefixes());
    History history = new History(ancestors, start.node(), request.firstParent());

    List<CommitId> listed = new ArrayList<>();
    boolean begun = request.after().isEmpty();
    CommitNode commit = history.next();
    while (commit != null && !isBefore(commit, request.since()) && listed.size() < wanted) {
      if (begun && filter.matches(commit)) {
        listed.add(commit.id());
      }
      begun |= commit.id().value().equals(request.after());
      commit = commit.id().equals(stopAt) ? null : history.next();
    }
    Page<CommitId> page = Page.cut(listed, amount);
    return new Page<>(records(repository, page.items()), page.hasMore());
  }

  private List<Commit> records(Repository repository, List<CommitId> ids) {
    Map<CommitId, Commit> found = commits.findAll(repository, ids);
    CommitLookup lookup = (_, id) -> Optional.ofNullable(found.get(id));
    return ids.stream().map(id -> lookup.referenced(repository, id)).toList();
  }

  private static boolean isBefore(CommitNode commit, @Nullable Instant since) {
    return since != null && commit.creationDate().isBefore(since);
  }
}
