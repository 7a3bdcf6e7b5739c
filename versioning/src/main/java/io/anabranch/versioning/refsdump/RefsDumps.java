package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.tree.Trees;
import java.util.Iterator;
import java.util.function.Function;

/**
 * Dumps and restores the refs of repositories. Staged changes, and that a branch is hidden, are no
 * part of a dump. Safe for use by many threads.
 */
public final class RefsDumps {

  private final RefStore refs;
  private final CommitStore commits;
  private final Trees trees;
  private final DumpReader reader;

  public RefsDumps(RefStore refs, CommitStore commits, Trees trees) {
    this.refs = refs;
    this.commits = commits;
    this.trees = trees;
    this.reader = new DumpReader(trees);
  }

  /**
   * Writes all branches, tags and commits as trees to the storage namespace. A branch that moves
   * meanwhile is dumped as it was at some moment, with all its commits.
   */
  public RefsDump dump(Repository repository) {
    MetaRangeId tags = write(repository, Entity.TAG, refs.allTags(repository), DumpRecords::of);
    MetaRangeId branches =
        write(
            repository,
            Entity.BRANCH,
            refs.allBranches(repository),
            branch -> DumpRecords.of(new BranchHead(branch.name(), branch.head())));
    // The commits last: so they include all that branches and tags point to.
    MetaRangeId all = write(repository, Entity.COMMIT, commits.all(repository), DumpRecords::of);
    return new RefsDump(all, tags, branches);
  }

  /**
   * Fills a bare repository with what a dump holds: everything or, when this throws, nothing.
   * Throws Invalid when the repository is not bare or the dump does not pass {@link
   * DumpReader#check}; Gone when a tree of the dump is not there.
   *
   * @param user who asks for it
   */
  public void restore(Repository repository, RefsDump dump, String user) {
    TreeLocation location = repository.location();
    reader.check(location, dump);
    switch (refs.restore(
        repository,
        reader.commits(location, dump),
        reader.branches(location, dump),
        reader.tags(location, dump),
        new Cause(Operation.RESTORE, user, ""))) {
      case RESTORED -> {}
      case NOT_BARE ->
          throw invalid(
              "can only restore into a bare repository, and '%s' has commits or refs: create one"
                  .formatted(repository.name()));
      case REPOSITORY_GONE ->
          throw new FailureException(
              new Failure.NotFound(
                  "repository '%s' has been deleted".formatted(repository.name())));
    }
  }

  private <T> MetaRangeId write(
      Repository repository, Entity entity, Iterator<T> items, Function<T, EntryRecord> encode) {
    return trees.write(
        repository.location(), entity.properties(), new IteratorCursor<>(items, encode));
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
