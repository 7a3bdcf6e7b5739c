/**
 * A store in a directory: {@link io.anabranch.blockstore.local.LocalBlockstore} keeps each object
 * in a file of its own, named as its address is. It survives crashes, stays inside its directory,
 * and must not know what the objects are.
 */
@NullMarked
package io.anabranch.blockstore.local;

import org.jspecify.annotations.NullMarked;
