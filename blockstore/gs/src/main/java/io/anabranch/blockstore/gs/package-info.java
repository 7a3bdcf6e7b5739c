/**
 * The adapter to Google Cloud Storage: {@link io.anabranch.blockstore.gs.GsBlockstore}. The only
 * home of Google's libraries. It translates what the store says and does nothing else: it does not
 * repeat calls, bound them, or wait; the layers do.
 */
@NullMarked
package io.anabranch.blockstore.gs;

import org.jspecify.annotations.NullMarked;
