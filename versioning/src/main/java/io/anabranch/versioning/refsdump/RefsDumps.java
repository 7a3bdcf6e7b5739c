package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.commit.Commits;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.tree.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Dumps and restores the refs of repositories. Staged changes, and that a branch is hidden, are no
 * part of a dump. Safe for use by many threads.
 */
public final class RefsDumps {

  private static final int PAGE = 1_000;

  /** What is remembered of each while a dump is checked takes some hundred bytes. */
  private static final int MAX_COMMITS = 2_000_000;

  private final RefStore refs;
  private final CommitStore commits;
  private final Trees trees;

  public RefsDumps(RefStore refs, CommitStore commits, Trees trees) {
    this.refs = refs;
    this.commits = commits;
    this.trees = trees;
  }

  /**
   * Writes all branches, tags and commits as trees to the storage namespace. A branch that moves
   * meanwhile is dumped as it was at some moment, with all its commits.
   */
  public RefsDump dump(Repository repository) {
    MetaRangeId tags =
        write(
            repository,
            Entity.TAG,
            new PagedRecords<Tag>(
                after -> refs.listTags(repository, "", after == null ? "" : after.name(), PAGE),
                DumpRecords::of));
    MetaRangeId branches =
        write(
            repository,
            Entity.BRANCH,
            new PagedRecords<BranchHead>(
                after -> heads(repository, after == null ? "" : after.name()), DumpRecords::of));
    // The commits last: so they include all that branches and tags point to.
    MetaRangeId all =
        write(
            repository,
            Entity.COMMIT,
            new PagedRecords<Commit>(
                after -> commits.list(repository, after == null ? null : after.id(), PAGE),
                DumpRecords::of));
    return new RefsDump(all, tags, branches);
  }

  /**
   * Fills a bare repository with what a dump holds: everything or, when this throws, nothing.
   * Throws Invalid when the repository is not bare, when a commit's id is not that of its contents,
   * when a parent, a head or a tagged commit is not in the dump, when commits form a cycle; Gone
   * when a tree of the dump is not there.
   */
  public void restore(Repository repository, RefsDump dump) {
    check(repository, dump);
    switch (refs.restore(
        repository,
        records(repository, dump.commits(), DumpRecords::commit),
        records(repository, dump.branches(), DumpRecords::branch),
        records(repository, dump.tags(), DumpRecords::tag))) {
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

  private void check(Repository repository, RefsDump dump) {
    Map<CommitId, Integer> generations = generations(repository, dump.commits());
    records(repository, dump.commits(), DumpRecords::commit)
        .forEachRemaining(commit -> checkParents(commit, generations));
    Set<String> names = new HashSet<>();
    records(repository, dump.branches(), DumpRecords::branch)
        .forEachRemaining(
            branch -> {
              names.add(Names.branch(branch.name()));
              requireKnown(
                  generations, branch.head(), "the head of branch '" + branch.name() + "'");
            });
    records(repository, dump.tags(), DumpRecords::tag)
        .forEachRemaining(
            tag -> {
              if (!names.add(Names.tag(tag.name()))) {
                throw invalid(
                    "the refs dump has both a branch and a tag '%s'".formatted(tag.name()));
              }
              requireKnown(generations, tag.commitId(), "what tag '" + tag.name() + "' points to");
            });
  }

  private Map<CommitId, Integer> generations(Repository repository, MetaRangeId tree) {
    Map<CommitId, Integer> generations = new HashMap<>();
    records(repository, tree, DumpRecords::commit)
        .forEachRemaining(
            commit -> {
              Commits.requireOwnId(commit);
              generations.put(commit.id(), commit.generation());
              if (generations.size() > MAX_COMMITS) {
                throw invalid("a refs dump of more than %d commits".formatted(MAX_COMMITS));
              }
            });
    return generations;
  }

  /** Later generations than those of all parents: so there is no cycle. */
  private static void checkParents(Commit commit, Map<CommitId, Integer> generations) {
    if (commit.generation() < 1) {
      throw invalid("commit %s of the refs dump has no generation".formatted(commit.id()));
    }
    for (CommitId parent : commit.parents()) {
      int before = requireKnown(generations, parent, "a parent of commit " + commit.id());
      if (before >= commit.generation()) {
        throw invalid(
            "commits form a cycle, or their generations are wrong: %s has generation %d, its parent"
                    .formatted(commit.id(), commit.generation())
                + " %s has %d".formatted(parent, before));
      }
    }
  }

  private static int requireKnown(Map<CommitId, Integer> generations, CommitId id, String what) {
    Integer generation = generations.get(id);
    if (generation == null) {
      throw invalid("the refs dump has no commit %s, %s".formatted(id, what));
    }
    return generation;
  }

  private List<BranchHead> heads(Repository repository, String after) {
    return refs.listBranches(repository, "", after, PAGE, true).stream()
        .map(branch -> new BranchHead(branch.name(), branch.head()))
        .toList();
  }

  private MetaRangeId write(Repository repository, Entity entity, Cursor<EntryRecord> records) {
    return trees.write(repository.location(), entity.properties(), records);
  }

  private <T> Iterator<T> records(
      Repository repository, MetaRangeId tree, Function<EntryRecord, T> decode) {
    return new CursorIterator<>(trees.entries(repository.location(), tree), decode);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
