/**
 * The adapter to files on web servers, {@link io.anabranch.blockstore.http.HttpBlockstore}: they
 * are read, never written. It translates what the server says and does nothing else: it does not
 * repeat calls, bound them, or wait; the layers do. Where requests may go, {@code outgoing} knows.
 * How a file is read over HTTP, {@link io.anabranch.blockstore.http.HttpFiles}, other adapters use
 * too.
 */
@NullMarked
package io.anabranch.blockstore.http;

import org.jspecify.annotations.NullMarked;
