/**
 * The history of a commit, in pages. Its main noun is the log; it must not know branches or tags,
 * which are resolved to a commit before it starts.
 */
@NullMarked
package io.anabranch.versioning.log;

import org.jspecify.annotations.NullMarked;
