/**
 * Branches: create, list, delete, show and drop what is staged, revert, cherry-pick and hard reset.
 * The controller maps requests to the engine and its results to the wire; the rules of the domain
 * are the engine's.
 */
@NullMarked
package io.anabranch.server.branches;

import org.jspecify.annotations.NullMarked;
