/**
 * A store in the memory of this process: {@link io.anabranch.blockstore.memory.MemoryBlockstore},
 * for tests and for stores of type {@code mem}. It must not know of files.
 */
@NullMarked
package io.anabranch.blockstore.memory;

import org.jspecify.annotations.NullMarked;
