package io.anabranch.blockstore.layer.timeout;

import java.time.Duration;

/**
 * How long an attempt may take.
 *
 * @param store the storage id, for messages
 * @param silence how long the store may take for one step: answering a call, taking a further piece
 *     of content, giving a further piece of an object. Time spent waiting for the caller's content
 *     does not count. So a transfer may take as long as it needs, as long as it moves.
 * @param copy how long a copy may take, which moves out of sight
 */
public record TimeLimits(String store, Duration silence, Duration copy) {}
