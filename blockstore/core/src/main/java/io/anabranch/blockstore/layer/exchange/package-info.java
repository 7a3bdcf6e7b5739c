/**
 * A layer whose store below can be exchanged while it is in use: {@link
 * io.anabranch.blockstore.layer.exchange.ExchangeableBlockstore}. New credentials, endpoints and
 * limits take effect this way without a restart.
 */
@NullMarked
package io.anabranch.blockstore.layer.exchange;

import org.jspecify.annotations.NullMarked;
