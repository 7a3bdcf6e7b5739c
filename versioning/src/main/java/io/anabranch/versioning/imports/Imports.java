package io.anabranch.versioning.imports;

import io.anabranch.versioning.commit.BranchMoves;
import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.commit.UncommittedChanges;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.merge.MergeStrategy;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.tree.Trees;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Brings objects that lie somewhere already into a branch, by one commit. The objects are a tree of
 * their own first, so that however often the branch moves meanwhile they are listed once. Takes
 * turns with the commits on the branch; like merges, it changes protected branches too. Safe for
 * use by many threads.
 */
public final class Imports {

  private static final String REFUSAL = "before importing into it";
  private static final String MESSAGE = "Import objects";

  private final CommitLookup commits;
  private final Trees trees;
  private final UncommittedChanges uncommitted;
  private final BranchMoves moves;
  private final InstantSource clock;

  public Imports(
      CommitLookup commits,
      Trees trees,
      UncommittedChanges uncommitted,
      BranchMoves moves,
      InstantSource clock) {
    this.commits = commits;
    this.trees = trees;
    this.uncommitted = uncommitted;
    this.moves = moves;
    this.clock = clock;
  }

  /**
   * Tells in time that an import would be refused. Throws NotFound when the branch does not exist,
   * Invalid when it has uncommitted changes.
   */
  public void requireClean(Repository repository, String branch) {
    if (uncommitted.exist(repository, Names.branch(branch))) {
      throw UncommittedChanges.dirty(branch, REFUSAL);
    }
  }

  /**
   * Writes what is to be imported as a tree that no commit refers to yet, in bounded memory.
   *
   * @param records in ascending order of their paths
   */
  public MetaRangeId write(Repository repository, Cursor<EntryRecord> records) {
    return trees.write(repository.location(), records);
  }

  /**
   * Lays a written tree over a branch and commits the result, also when nothing has changed by it.
   * Throws NotFound when the branch does not exist, Invalid when it has uncommitted changes, Busy
   * when too many others move it.
   */
  public Commit commit(
      Repository repository, String name, MetaRangeId imported, ImportRequest request) {
    NewCommit description = describe(request);
    List<Key> cleared = request.mode() == ImportMode.REPLACE ? request.destinations() : List.of();
    Supplier<Branch> clean = () -> uncommitted.requireNone(repository, name, REFUSAL);
    return moves.move(
        repository,
        name,
        clean,
        clean,
        branch -> {
          Commit head = commits.referenced(repository, branch.head());
          MetaRangeId tree =
              trees.overlay(
                  repository.location(),
                  head.metaRangeId(),
                  imported,
                  request.mode().rule(),
                  cleared);
          Commit commit = description.of(tree, List.of(head));
          return moves.advance(
              repository, branch, RefChange.advance(RefChange.Kind.IMPORT, name, commit));
        });
  }

  private NewCommit describe(ImportRequest request) {
    Map<String, String> metadata = new HashMap<>(request.metadata());
    metadata.put(MergeStrategy.METADATA_KEY, MergeStrategy.SOURCE_WINS.text());
    Instant date = request.date() == null ? clock.instant() : request.date();
    String message = request.message().isEmpty() ? MESSAGE : request.message();
    return new NewCommit(request.committer(), message, date, metadata);
  }
}
