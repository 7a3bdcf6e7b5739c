/**
 * The versioning engine: git-like repositories of objects over committed trees. Its main noun is
 * {@link io.anabranch.versioning.VersioningEngine}, which holds one class for each feature. Knows
 * no SQL, no HTTP and no framework; clocks, executors and stores are handed in.
 */
@NullMarked
package io.anabranch.versioning;

import org.jspecify.annotations.NullMarked;
