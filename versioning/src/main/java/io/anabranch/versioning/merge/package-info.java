/**
 * Merges of a commit into a branch. Its main noun is the outcome of a merge; how trees are merged
 * is the business of the trees, how a branch is moved that of the commits.
 */
@NullMarked
package io.anabranch.versioning.merge;

import org.jspecify.annotations.NullMarked;
