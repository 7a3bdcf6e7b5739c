/** Ranges: immutable sorted runs of entries, and the port to where their files are kept. */
@NullMarked
package io.anabranch.versioning.range;

import org.jspecify.annotations.NullMarked;
