/**
 * A layer that ends calls which hang: {@link
 * io.anabranch.blockstore.layer.timeout.TimeLimitedBlockstore}. It measures how long the store is
 * silent, not how much there is to transfer, and must not know how a store is talked to.
 */
@NullMarked
package io.anabranch.blockstore.layer.timeout;

import org.jspecify.annotations.NullMarked;
