/**
 * Sorted runs: immutable files of records in ascending key order, cut into compressed, checksummed
 * blocks with an index. The format is docs/formats/sorted-runs.md. The main noun is the run; what
 * its values mean, and where its file is kept, must not be known here.
 */
@NullMarked
package io.anabranch.versioning.sortedrun;

import org.jspecify.annotations.NullMarked;
