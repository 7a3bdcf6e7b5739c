/**
 * What the layers share: the time that they measure and wait for, and counting bytes as they pass.
 * Each layer is a package below this one, a blockstore over another blockstore, and knows no other
 * layer.
 */
@NullMarked
package io.anabranch.blockstore.layer;

import org.jspecify.annotations.NullMarked;
