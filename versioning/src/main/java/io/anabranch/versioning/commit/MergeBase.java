package io.anabranch.versioning.commit;

import io.anabranch.versioning.model.CommitId;
import org.jspecify.annotations.Nullable;

/**
 * The three commits of a merge.
 *
 * @param base the best common ancestor; null when there is none
 */
public record MergeBase(@Nullable CommitId base, CommitId source, CommitId destination) {}
