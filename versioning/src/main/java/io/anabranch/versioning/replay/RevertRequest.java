package io.anabranch.versioning.replay;

/**
 * Which commit to undo, and what to say about it.
 *
 * @param ref a ref expression
 * @param parentNumber which parent to go back to, the first being 1; 0 for the only one
 * @param allowEmpty whether to commit when nothing changes
 */
public record RevertRequest(
    String committer, String ref, int parentNumber, CommitOverrides overrides, boolean allowEmpty) {

  public RevertRequest(String committer, String ref) {
    this(committer, ref, 0, CommitOverrides.NONE, false);
  }
}
