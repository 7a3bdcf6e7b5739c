/**
 * Operations on objects: their bytes, headers, metadata, tags and checksums. Its main noun is the
 * object's record, which says what of an entry's metadata is whose. Knows no uploads in parts.
 */
@NullMarked
package io.anabranch.server.s3gateway.object;

import org.jspecify.annotations.NullMarked;
