/**
 * How failures reach an HTTP client: the one table from {@link
 * io.anabranch.versioning.failure.Failure} kinds to statuses, and the handlers that turn what the
 * framework refuses into the same bodies. Knows no feature.
 */
@NullMarked
package io.anabranch.server.failures;

import org.jspecify.annotations.NullMarked;
