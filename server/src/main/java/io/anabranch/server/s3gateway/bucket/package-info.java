/**
 * Operations on repositories as buckets, and on all of them. They cannot be made or changed here:
 * most answer what clients ask on their way to objects.
 */
@NullMarked
package io.anabranch.server.s3gateway.bucket;

import org.jspecify.annotations.NullMarked;
