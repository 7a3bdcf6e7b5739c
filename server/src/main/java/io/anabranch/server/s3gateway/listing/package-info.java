/**
 * Lists what is in a repository, a page at a time: refs where the prefix names none, else objects
 * of a ref. Its main noun is the bucket's page. Seeks, and never reads past a common prefix.
 */
@NullMarked
package io.anabranch.server.s3gateway.listing;

import org.jspecify.annotations.NullMarked;
