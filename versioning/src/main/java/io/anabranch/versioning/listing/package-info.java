/**
 * Lists in pages: a page, the request for one, and the grouping of paths by a delimiter. Works over
 * any {@link io.anabranch.versioning.model.Cursor}; must not know what is listed.
 */
@NullMarked
package io.anabranch.versioning.listing;

import org.jspecify.annotations.NullMarked;
