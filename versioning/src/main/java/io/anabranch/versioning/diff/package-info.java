/**
 * Differences between refs, and the uncommitted ones of a branch, in pages. Its main noun is the
 * item of a diff. Reads only.
 */
@NullMarked
package io.anabranch.versioning.diff;

import org.jspecify.annotations.NullMarked;
