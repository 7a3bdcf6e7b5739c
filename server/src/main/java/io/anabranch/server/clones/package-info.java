/**
 * Copies whole repositories, to another storage namespace or another store, as background tasks.
 * The bytes are copied by {@code stores.copying}, the refs by the engine; what is decided here is
 * the order: refs are dumped first, so that all they refer to is there to be copied, and restored
 * last, so that a repository that is not bare is whole.
 */
@NullMarked
package io.anabranch.server.clones;

import org.jspecify.annotations.NullMarked;
