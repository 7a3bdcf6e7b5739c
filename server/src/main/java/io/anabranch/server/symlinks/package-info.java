/**
 * Manifests for query engines that read objects where they lie: one for each directory of a branch.
 * Its main noun is the symlink manifest, a text of addresses.
 */
@NullMarked
package io.anabranch.server.symlinks;

import org.jspecify.annotations.NullMarked;
