/**
 * A layer that measures: {@link io.anabranch.blockstore.layer.metering.MeteredBlockstore} times
 * every operation on the store below it and counts the bytes. It changes nothing, and must not know
 * which registry or backend collects the meters.
 */
@NullMarked
package io.anabranch.blockstore.layer.metering;

import org.jspecify.annotations.NullMarked;
