package io.anabranch.blockstore;

import java.time.Instant;

/**
 * An upload that was begun and is neither completed nor aborted.
 *
 * @param id names it, together with the address; opaque
 * @param begun by the store's clock
 */
public record OngoingUpload(PhysicalAddress address, String id, Instant begun) {}
