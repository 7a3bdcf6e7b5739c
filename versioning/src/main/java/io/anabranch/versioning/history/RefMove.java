package io.anabranch.versioning.history;

import io.anabranch.versioning.model.CommitId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One move of a ref.
 *
 * @param number orders the moves of a ref; later ones are greater, with gaps
 * @param before what the ref stood for; null when it did not exist, and of a repository
 * @param after what it stands for since; null when it was deleted, and of a repository
 * @param time by the clock of whatever keeps the moves; for a branch that is not deleted in
 *     between, later moves have later times, even when that clock is set back
 */
public record RefMove(
    long number,
    RefKind kind,
    String name,
    @Nullable CommitId before,
    @Nullable CommitId after,
    Cause cause,
    Instant time) {}
