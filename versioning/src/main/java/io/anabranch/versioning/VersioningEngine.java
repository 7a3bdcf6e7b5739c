package io.anabranch.versioning;

import io.anabranch.versioning.commit.BranchMoves;
import io.anabranch.versioning.commit.BranchQueues;
import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.commit.Commits;
import io.anabranch.versioning.commit.MergeBases;
import io.anabranch.versioning.commit.UncommittedChanges;
import io.anabranch.versioning.diff.Diffs;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.imports.Imports;
import io.anabranch.versioning.log.Log;
import io.anabranch.versioning.merge.Merges;
import io.anabranch.versioning.object.Entries;
import io.anabranch.versioning.ref.Branches;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.PastHeads;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.ref.Refs;
import io.anabranch.versioning.ref.Tags;
import io.anabranch.versioning.refsdump.RefsDumps;
import io.anabranch.versioning.replay.Replays;
import io.anabranch.versioning.retention.Retention;
import io.anabranch.versioning.retention.UncommittedEntries;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.tree.Trees;
import java.time.InstantSource;

/**
 * The engine: one class for each feature. Make one for a process, since operations on one branch
 * take turns within an engine. Safe for use by many threads.
 */
public record VersioningEngine(
    Refs refs,
    Branches branches,
    Tags tags,
    Commits commits,
    Merges merges,
    Imports imports,
    Replays replays,
    Diffs diffs,
    Log log,
    Entries entries,
    RefsDumps refsDumps,
    Retention retention,
    UncommittedEntries uncommittedEntries) {

  /**
   * @param clock dates the commits, and tells how long ago something was
   * @param hooks asked before refs change
   */
  public static VersioningEngine over(
      RefStore refStore,
      RefHistory history,
      CommitStore commitStore,
      StagingStore stagingStore,
      Trees trees,
      InstantSource clock,
      Hooks hooks,
      EngineSettings settings) {
    CommitLookup lookup = commitStore::find;
    Refs refs = new Refs(refStore, lookup, new PastHeads(history, clock));
    BranchQueues queues =
        new BranchQueues(settings.maxQueuedPerBranch(), settings.maxWaitForBranch());
    BranchMoves moves = new BranchMoves(refStore, queues, hooks, settings.maxAttempts());
    UncommittedChanges uncommitted = new UncommittedChanges(refStore, stagingStore, lookup, trees);
    MergeBases mergeBases = new MergeBases(commitStore);
    return new VersioningEngine(
        refs,
        new Branches(refStore, refs, lookup, history, hooks),
        new Tags(refStore, refs, lookup, hooks),
        new Commits(
            refStore, commitStore, stagingStore, refs, trees, uncommitted, moves, hooks, clock),
        new Merges(refs, lookup, mergeBases, trees, uncommitted, moves, clock),
        new Imports(lookup, trees, uncommitted, moves, clock),
        new Replays(refs, lookup, trees, uncommitted, moves, clock),
        new Diffs(refs, stagingStore, lookup, mergeBases, trees),
        new Log(refs, commitStore, trees),
        new Entries(refs, stagingStore, lookup, trees),
        new RefsDumps(refStore, commitStore, trees),
        new Retention(commitStore, refStore),
        new UncommittedEntries(stagingStore, lookup, trees));
  }
}
