package io.anabranch.server.imports;

import io.anabranch.server.imports.ImportPlan.PlannedPrefix;
import io.anabranch.versioning.imports.ImportRequest;
import io.anabranch.versioning.imports.Imports;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out plans. Memory is bounded, however many objects there are.
 *
 * @param maxPage objects that a store is asked to list at once
 */
record ImportRun(Imports imports, Asking asking, int maxPage) {

  /** Records in memory at once, all sources together. */
  private static final int MAX_LISTED = 20_000;

  private static final int MIN_PAGE = 20;

  /**
   * @param imported the tree of what was imported, alone
   */
  record Outcome(MetaRangeId imported, Commit commit) {}

  /** What hears of an import, and may end it by a failure. */
  interface Listener {

    void read(long objects);

    /** All are read and the branch is about to change. */
    void beforeCommit(long objects);
  }

  Outcome run(
      Repository repository,
      String branch,
      ImportPlan plan,
      ImportRequest request,
      Listener listener) {
    listener.read(0);
    imports.requireClean(repository, branch);
    var records = new ImportedRecords(feeds(plan.settled()), listener::read);
    MetaRangeId imported = imports.write(repository, records);
    listener.beforeCommit(records.count());
    return new Outcome(imported, imports.commit(repository, branch, imported, request));
  }

  private List<Feed> feeds(ImportPlan plan) {
    var records = new ObjectRecords(plan.pinning());
    List<Feed> feeds = new ArrayList<>();
    int share = MAX_LISTED / Math.max(1, plan.prefixes().size());
    int pageSize = Math.min(Math.max(share, MIN_PAGE), maxPage);
    for (PlannedPrefix prefix : plan.prefixes()) {
      var asked = plan.asksForEach() ? asking : null;
      feeds.add(new Feed(prefix.start(), new PrefixBatches(prefix, records, asked, pageSize)));
    }
    if (!plan.objects().isEmpty()) {
      feeds.add(
          new Feed(
              plan.objects().getFirst().path(),
              new ObjectBatches(plan.objects(), records, asking)));
    }
    return feeds;
  }
}
