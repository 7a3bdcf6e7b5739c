/** Branches, tags and ref expressions, and the port to where refs are kept. */
@NullMarked
package io.anabranch.versioning.ref;

import org.jspecify.annotations.NullMarked;
