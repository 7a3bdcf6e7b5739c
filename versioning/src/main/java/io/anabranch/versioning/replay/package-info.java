/**
 * What one commit changed, made once more or undone on a branch: cherry-pick and revert. The main
 * noun is the replay; how trees are merged is the business of the trees, how a branch is moved that
 * of the commits.
 */
@NullMarked
package io.anabranch.versioning.replay;

import org.jspecify.annotations.NullMarked;
