/**
 * How a store that this project does not know becomes one of a server's: a jar with a {@link
 * io.anabranch.blockstore.spi.BlockstoreProvider}, which the server finds on its class path. The
 * contract that its stores keep is that of {@link io.anabranch.blockstore.Blockstore}; the contract
 * suite in this module's test-jar checks it.
 */
@NullMarked
package io.anabranch.blockstore.spi;

import org.jspecify.annotations.NullMarked;
