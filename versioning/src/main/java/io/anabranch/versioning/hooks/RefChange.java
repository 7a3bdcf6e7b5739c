package io.anabranch.versioning.hooks;

import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.MetaRangeId;
import org.jspecify.annotations.Nullable;

/**
 * A change of one branch or tag.
 *
 * @param ref the name of the branch or tag
 * @param user who asked for it
 * @param commit what the ref stands for afterwards; of a deletion, what it stood for
 * @param merged what is merged; null for all else
 */
public record RefChange(
    Kind kind, String ref, String user, Commit commit, @Nullable Merged merged) {

  /** What happens to the ref. */
  public enum Kind {
    COMMIT(Operation.COMMIT),
    MERGE(Operation.MERGE),
    REVERT(Operation.REVERT),
    CHERRY_PICK(Operation.CHERRY_PICK),
    IMPORT(Operation.IMPORT),
    CREATE_BRANCH(Operation.CREATE),
    DELETE_BRANCH(Operation.DELETE),
    CREATE_TAG(Operation.CREATE),
    DELETE_TAG(Operation.DELETE);

    private final Operation operation;

    Kind(Operation operation) {
      this.operation = operation;
    }

    /** What it is called in the history of the ref. */
    public Operation operation() {
      return operation;
    }
  }

  /**
   * @param source the ref expression that was asked for
   * @param commit what it stands for
   */
  public record Merged(String source, Commit commit) {}

  /** One that is no merge. */
  public static RefChange of(Kind kind, String ref, String user, Commit commit) {
    return new RefChange(kind, ref, user, commit, null);
  }

  /** A commit on top of a branch, by its committer. */
  public static RefChange advance(Kind kind, String branch, Commit commit) {
    return of(kind, branch, commit.committer(), commit);
  }

  public static RefChange merge(String branch, Merged merged, Commit commit) {
    return new RefChange(Kind.MERGE, branch, commit.committer(), commit, merged);
  }

  /** The tree that says what is to be asked before: of a merge, that of what is merged. */
  public MetaRangeId treeBefore() {
    return merged == null ? commit.metaRangeId() : merged.commit().metaRangeId();
  }
}
