/**
 * What is known of a store from its use: {@link io.anabranch.blockstore.health.StoreCondition} says
 * it, {@link io.anabranch.blockstore.health.StoreHealth} judges it. Plain values, made by layers
 * and shown to people; nothing here knows a layer or asks a store.
 */
@NullMarked
package io.anabranch.blockstore.health;

import org.jspecify.annotations.NullMarked;
