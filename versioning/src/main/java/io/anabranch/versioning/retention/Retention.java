package io.anabranch.versioning.retention;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.CommitLookup;
import io.anabranch.versioning.ref.RefStore;
import java.time.Instant;

/**
 * Tells which commits of a repository are active. Reads all commits twice; memory is some 60 bytes
 * for each of them. Safe for use by many threads.
 *
 * <p>Along the main line of a branch, a commit is active as long as the one that followed it is not
 * older than the branch's retention: so what the branch held in that time is kept. Heads always
 * are. A commit that is on no branch's main line, and that no other followed, is active until it is
 * itself older than the default; what it followed is judged as on a branch. Ages are taken to the
 * second, in doubt for keeping.
 */
public final class Retention {

  private final CommitStore commits;
  private final CommitLookup lookup;
  private final RefStore refs;

  public Retention(CommitStore commits, RefStore refs) {
    this(commits, commits::find, refs);
  }

  /**
   * @param lookup may know later commits than those that are listed
   */
  Retention(CommitStore commits, CommitLookup lookup, RefStore refs) {
    this.commits = commits;
    this.lookup = lookup;
    this.refs = refs;
  }

  /**
   * Heads are read after the commits: one that was made meanwhile is active like any other.
   *
   * @param now from which days are counted back
   */
  public ActiveCommits activeCommits(Repository repository, RetentionRules rules, Instant now) {
    CommitIndex index = new CommitIndex();
    commits.all(repository).forEachRemaining(commit -> index.add(commit.id()));
    MainLines lines = new MainLines(index);
    commits.all(repository).forEachRemaining(lines::add);
    LateCommits late = new LateCommits(repository, lookup, lines);
    refs.allBranches(repository)
        .forEachRemaining(
            branch ->
                late.addHead(branch.head(), MainLines.cutoff(now, rules.days(branch.name()))));
    lines.settle(MainLines.cutoff(now, rules.defaultDays()));
    return new ActiveCommits(commits, repository, index, lines.active(), late.active());
  }
}
