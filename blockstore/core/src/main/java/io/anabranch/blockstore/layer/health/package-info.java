/**
 * What makes a store's condition known: {@link
 * io.anabranch.blockstore.layer.health.StoreObservation} hears of every operation and keeps what
 * went on of late. It asks the store nothing and keeps no call from it. The only home of
 * HdrHistogram.
 */
@NullMarked
package io.anabranch.blockstore.layer.health;

import org.jspecify.annotations.NullMarked;
