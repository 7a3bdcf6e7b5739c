/**
 * Puts the server together: opens the database and the stores, checks what must hold at start, and
 * gives the features what they need. The only package that names adapters; nothing but the commands
 * uses it.
 */
@NullMarked
package io.anabranch.server.wiring;

import org.jspecify.annotations.NullMarked;
