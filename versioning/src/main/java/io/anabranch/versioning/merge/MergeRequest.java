package io.anabranch.versioning.merge;

import java.util.Map;

/**
 * How to merge, and what to say about it.
 *
 * @param message empty for one that names source and destination
 * @param metadata of the merge commit; the strategy is added to it
 * @param allowEmpty whether to merge a source that has nothing new
 * @param force as allowEmpty
 * @param squash whether the source is left out of the parents of the merge commit
 */
public record MergeRequest(
    String committer,
    String message,
    Map<String, String> metadata,
    MergeStrategy strategy,
    boolean allowEmpty,
    boolean force,
    boolean squash) {

  public MergeRequest {
    metadata = Map.copyOf(metadata);
  }

  public MergeRequest(String committer) {
    this(committer, "", Map.of(), MergeStrategy.DEFAULT, false, false, false);
  }
}
