/**
 * Servers that speak the protocols of real stores, for tests: {@link
 * io.anabranch.blockstore.servers.TestServers} installs one from its ordinary package registry on
 * first use, into a folder of the user's cache that later runs find again, and starts it on
 * loopback. Knows package clients and processes; it must not know of any store's SDK.
 */
@NullMarked
package io.anabranch.blockstore.servers;

import org.jspecify.annotations.NullMarked;
