/**
 * Changes that are staged on a branch and not committed yet, and the port to where they are kept.
 */
@NullMarked
package io.anabranch.versioning.staging;

import org.jspecify.annotations.NullMarked;
