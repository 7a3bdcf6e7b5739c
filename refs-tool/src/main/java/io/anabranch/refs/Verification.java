package io.anabranch.refs;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import io.anabranch.versioning.refsdump.DumpReader;
import io.anabranch.versioning.refsdump.RefsDump;
import io.anabranch.versioning.tree.TreeAudit;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.util.List;

/**
 * Checks manifests against their stores: that the refs hold together, that every commit has the id
 * of its contents, and that every file of every tree is there and is what its id promises. A file
 * of a tree is read once (those of the dump itself twice); memory does not grow with their size.
 */
final class Verification {

  private static final int MOST_TOLD = 100;

  private final Session session;
  private final ServerRepositories repositories;
  private final ServerStores stores;

  Verification(Session session) {
    this.session = session;
    this.repositories = new ServerRepositories(session.server());
    this.stores = ServerStores.of(session.server());
  }

  void run(Manifest manifest) {
    Place place = stores.place(manifest.repository());
    boolean isThere =
        repositories
            .find(manifest.name())
            .filter(there -> ServerRepositories.place(there).equals(place))
            .isPresent();
    if (isThere) {
      check(manifest, manifest.name());
    } else {
      checkAbsent(manifest);
    }
  }

  private void checkAbsent(Manifest manifest) {
    try (var through = TemporaryRepository.create(repositories, manifest.repository())) {
      session.say("Reading through a repository that is deleted afterwards: " + through.name());
      check(manifest, through.name());
    }
  }

  /**
   * @param through the repository to read by
   */
  private void check(Manifest manifest, String through) {
    var storage = new ApiRangeStorage(session.server().contents(), through);
    var repository = manifest.repository();
    var location = new TreeLocation(repository.storageId(), repository.storageNamespace());
    var audit = new TreeAudit(storage, location);
    long faults;
    try {
      var reader = reader(storage);
      checkDump(manifest.refs(), reader, location, audit);
      faults = checkTrees(manifest.refs(), reader, location, audit);
    } catch (FailureException e) {
      throw new RefsException(e.failure().message(), e);
    }
    if (faults > 0) {
      throw new RefsException("the trees of %d commits are not whole".formatted(faults));
    }
    session.say("Verified: %s, %d files of trees".formatted(manifest.name(), audit.passed()));
  }

  /** Nothing is written, so how trees are cut does not matter. */
  private static DumpReader reader(RangeStorage storage) {
    return new DumpReader(new Trees(storage, TreeSettings.DEFAULT, Runnable::run));
  }

  private static void checkDump(
      RefsDump dump, DumpReader reader, TreeLocation location, TreeAudit audit) {
    for (MetaRangeId tree : List.of(dump.commits(), dump.branches(), dump.tags())) {
      audit.check(tree);
    }
    reader.check(location, dump);
  }

  /** How many commits have a tree that is not whole; each is told, up to a number. */
  private long checkTrees(
      RefsDump dump, DumpReader reader, TreeLocation location, TreeAudit audit) {
    long faults = 0;
    for (var commits = reader.commits(location, dump); commits.hasNext(); ) {
      Commit commit = commits.next();
      try {
        audit.check(commit.metaRangeId());
      } catch (FailureException e) {
        if (e.failure() instanceof Failure.Unavailable) {
          throw e;
        }
        faults++;
        if (faults <= MOST_TOLD) {
          session.complain("commit %s: %s".formatted(commit.id(), e.failure().message()));
        }
      }
    }
    return faults;
  }
}
