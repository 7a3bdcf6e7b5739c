package io.anabranch.refs;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.CommitCreation;
import io.anabranch.sdk.model.Ref;
import io.anabranch.sdk.model.RefList;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/** What a dump does not have: that which is staged on branches, hidden ones too. */
final class UncommittedChanges {

  /** Each branch is a request, and there may be many thousand. */
  private static final int REQUESTS = 8;

  private static final int MOST_NAMED = 5;

  private final Anabranch server;

  UncommittedChanges(Anabranch server) {
    this.server = server;
  }

  void requireNone(String repository) {
    List<String> branches = branches(repository);
    if (!branches.isEmpty()) {
      throw new RefsException(
          "not dumped, as these branches have uncommitted changes: %s. Use --commit to commit them"
                  .formatted(named(branches))
              + " first, or --ignore-uncommitted to leave them out");
    }
  }

  /** Commits them, each branch in a commit of its own. */
  void commit(String repository) {
    String time = LocalDateTime.now(ZoneId.systemDefault()).toString();
    for (String branch : branches(repository)) {
      var commit =
          new CommitCreation().message("Committed changes for dump").metadata(Map.of("dump", time));
      var _ = server.commits().commit(repository, branch, commit, null);
    }
  }

  private List<String> branches(String repository) {
    return Pages.of(
            after -> server.branches().listBranches(repository, "", after, Pages.LARGEST, true),
            RefList::getResults,
            RefList::getPagination)
        .map(Ref::getId)
        .gather(
            Gatherers.mapConcurrent(
                REQUESTS,
                branch -> Optional.of(branch).filter(name -> hasChanges(repository, name))))
        .flatMap(Optional::stream)
        .toList();
  }

  private boolean hasChanges(String repository, String branch) {
    var page = server.branches().diffBranch(repository, branch, "", 1, "", "");
    return !page.getResults().isEmpty();
  }

  private static String named(List<String> branches) {
    String first = String.join(", ", branches.subList(0, Math.min(MOST_NAMED, branches.size())));
    int more = branches.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
