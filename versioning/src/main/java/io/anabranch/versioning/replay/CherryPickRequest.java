package io.anabranch.versioning.replay;

import org.jspecify.annotations.Nullable;

/**
 * Which commit to make once more, and what to say about it.
 *
 * @param ref a ref expression
 * @param parentNumber the parent that the changes are seen from, the first being 1; null for the
 *     only one
 */
public record CherryPickRequest(
    String committer, String ref, @Nullable Integer parentNumber, CommitOverrides overrides) {

  public CherryPickRequest(String committer, String ref) {
    this(committer, ref, null, CommitOverrides.NONE);
  }
}
