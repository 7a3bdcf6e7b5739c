/**
 * Commits: make one from what is staged on a branch, and show one. The controller maps requests to
 * the engine and its results to the wire; the rules of the domain are the engine's.
 */
@NullMarked
package io.anabranch.server.commits;

import org.jspecify.annotations.NullMarked;
