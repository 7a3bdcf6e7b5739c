/**
 * A layer that holds a store to its own word: {@link
 * io.anabranch.blockstore.layer.integrity.CheckedBlockstore} compares what was sent with what the
 * store says it wrote, and what it announces with what it gives, by length and by digest. It must
 * not know any format.
 */
@NullMarked
package io.anabranch.blockstore.layer.integrity;

import org.jspecify.annotations.NullMarked;
