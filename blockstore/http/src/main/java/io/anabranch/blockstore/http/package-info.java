/**
 * The adapter to files on web servers, {@link io.anabranch.blockstore.http.HttpBlockstore}: they
 * are read, never written. It translates what the server says and does nothing else: it does not
 * repeat calls, bound them, or wait; the layers do. Where requests may go, {@code outgoing} knows.
 */
@NullMarked
package io.anabranch.blockstore.http;

import org.jspecify.annotations.NullMarked;
