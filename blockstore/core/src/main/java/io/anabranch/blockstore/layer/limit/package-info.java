/**
 * A layer that bounds how much is asked of a store at once: {@link
 * io.anabranch.blockstore.layer.limit.ConcurrencyLimitedBlockstore}. Virtual threads bound nothing
 * any more, so this does.
 */
@NullMarked
package io.anabranch.blockstore.layer.limit;

import org.jspecify.annotations.NullMarked;
