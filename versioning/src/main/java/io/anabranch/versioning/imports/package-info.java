/**
 * Imports: a tree of objects that lie somewhere else already is written first, and laid over a
 * branch in one commit then. Where the objects lie and how they are found is unknown here.
 */
@NullMarked
package io.anabranch.versioning.imports;

import org.jspecify.annotations.NullMarked;
