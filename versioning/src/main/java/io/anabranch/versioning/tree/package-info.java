/**
 * Committed trees: look-up, walk, diff, apply and merge over metaranges and the ranges they list.
 * Knows files by their ids only; commits, branches and staging areas are unknown here.
 */
@NullMarked
package io.anabranch.versioning.tree;

import org.jspecify.annotations.NullMarked;
