/**
 * The objects of a ref as its readers and writers see them: entries by path, committed and staged.
 * Its main noun is the entry; the bytes it refers to are not known here.
 */
@NullMarked
package io.anabranch.versioning.object;

import org.jspecify.annotations.NullMarked;
