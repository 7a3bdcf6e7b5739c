/**
 * The adapter to repositories on other servers of the same API, {@link
 * io.anabranch.blockstore.lakefs.LakefsBlockstore}: what is committed there is read, nothing is
 * written. It translates what the server says and does nothing else: it does not repeat calls,
 * bound them, or wait; the layers do. Where requests may go, {@code outgoing} knows.
 */
@NullMarked
package io.anabranch.blockstore.lakefs;

import org.jspecify.annotations.NullMarked;
