/**
 * Tags: create, list, delete. The controller maps requests to the engine and its results to the
 * wire; the rules of the domain are the engine's.
 */
@NullMarked
package io.anabranch.server.tags;

import org.jspecify.annotations.NullMarked;
