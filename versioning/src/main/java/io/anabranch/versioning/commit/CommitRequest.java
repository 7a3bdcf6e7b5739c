package io.anabranch.versioning.commit;

import io.anabranch.versioning.model.MetaRangeId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to commit, and what to say about it.
 *
 * @param message may be empty
 * @param date null for the present
 * @param sourceMetaRange the tree to commit on a branch without uncommitted changes; null to commit
 *     what is staged
 * @param allowEmpty whether to commit when nothing has changed
 */
public record CommitRequest(
    String committer,
    String message,
    Map<String, String> metadata,
    @Nullable Instant date,
    @Nullable MetaRangeId sourceMetaRange,
    boolean allowEmpty) {

  public CommitRequest {
    metadata = Map.copyOf(metadata);
  }

  /** Of what is staged, now. */
  public CommitRequest(String committer, String message) {
    this(committer, message, Map.of(), null, null, false);
  }
}
