/**
 * Repositories: create one on a store, find, list, describe and delete its definition. The
 * controller maps requests to the engine and its results to the wire; the rules of the domain are
 * the engine's.
 */
@NullMarked
package io.anabranch.server.repositories;

import org.jspecify.annotations.NullMarked;
