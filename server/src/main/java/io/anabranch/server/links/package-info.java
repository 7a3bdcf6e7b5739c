/**
 * Links that let whoever holds one read or write one object for a while, without credentials: the
 * store's own where it signs some, and such of this server where it does not. A link of this server
 * is a route with a signed grant, so nothing is kept of it anywhere.
 */
@NullMarked
package io.anabranch.server.links;

import org.jspecify.annotations.NullMarked;
