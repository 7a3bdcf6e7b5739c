package io.anabranch.versioning.refsdump;

import io.anabranch.versioning.commit.Commits;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.tree.Trees;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads dumps, and says whether they hold together; it needs nothing but their trees. Throws what
 * {@link Trees} throws, and Invalid for records that are none of a dump. Safe for use by many
 * threads; the iterators are not.
 */
public final class DumpReader {

  /** What is remembered of each while a dump is checked takes some hundred bytes. */
  private static final int MAX_COMMITS = 2_000_000;

  private final Trees trees;

  public DumpReader(Trees trees) {
    this.trees = trees;
  }

  /** In the order of their ids. */
  public Iterator<Commit> commits(TreeLocation location, RefsDump dump) {
    return records(location, dump.commits(), DumpRecords::commit);
  }

  /** In the order of their names. */
  public Iterator<BranchHead> branches(TreeLocation location, RefsDump dump) {
    return records(location, dump.branches(), DumpRecords::branch);
  }

  /** In the order of their names. */
  public Iterator<Tag> tags(TreeLocation location, RefsDump dump) {
    return records(location, dump.tags(), DumpRecords::tag);
  }

  /**
   * Throws Invalid when a commit's id is not that of its contents, when a parent, a head or a
   * tagged commit is not in the dump, when commits form a cycle, when a name is none or is used
   * twice.
   */
  public void check(TreeLocation location, RefsDump dump) {
    Map<CommitId, Integer> generations = generations(location, dump);
    commits(location, dump).forEachRemaining(commit -> checkParents(commit, generations));
    Set<String> names = new HashSet<>();
    branches(location, dump)
        .forEachRemaining(
            branch -> {
              names.add(Names.branch(branch.name()));
              requireKnown(
                  generations, branch.head(), "the head of branch '" + branch.name() + "'");
            });
    tags(location, dump)
        .forEachRemaining(
            tag -> {
              if (!names.add(Names.tag(tag.name()))) {
                throw invalid(
                    "the refs dump has both a branch and a tag '%s'".formatted(tag.name()));
              }
              requireKnown(generations, tag.commitId(), "what tag '" + tag.name() + "' points to");
            });
  }

  private Map<CommitId, Integer> generations(TreeLocation location, RefsDump dump) {
    Map<CommitId, Integer> generations = new HashMap<>();
    commits(location, dump)
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

  private <T> Iterator<T> records(
      TreeLocation location, MetaRangeId tree, Function<EntryRecord, T> decode) {
    return new CursorIterator<>(trees.entries(location, tree), decode);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
