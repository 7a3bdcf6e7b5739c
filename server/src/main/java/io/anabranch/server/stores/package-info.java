/**
 * The stores of this server and what lies where on them. Its main noun is the {@link
 * io.anabranch.server.stores.StoreMap}; {@link io.anabranch.server.stores.PhysicalAddresses} is the
 * one place that turns what an entry or a client says into a store and an address in it, and back.
 * Nothing here knows HTTP, SQL or which layers a store is made of.
 */
@NullMarked
package io.anabranch.server.stores;

import org.jspecify.annotations.NullMarked;
