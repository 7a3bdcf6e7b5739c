/**
 * What the layers share: the time that they measure and wait for, counting bytes as they pass, and
 * what they let others know of a store. Each layer is a package below this one, a blockstore over
 * another blockstore, and knows no other layer.
 */
@NullMarked
package io.anabranch.blockstore.layer;

import org.jspecify.annotations.NullMarked;
