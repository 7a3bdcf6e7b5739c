/**
 * Moves repositories between servers and stores: dumps and restores their refs, with a manifest as
 * a file in between, checks manifests against the store, and has the server clone repositories. Its
 * main noun is the {@link io.anabranch.refs.Manifest}; {@link io.anabranch.refs.RefsCommands} are
 * what other modules mount.
 *
 * <p>A client of the API: it must not know of databases, of stores' own interfaces, or of the
 * program that it is a part of.
 */
@NullMarked
package io.anabranch.refs;

import org.jspecify.annotations.NullMarked;
