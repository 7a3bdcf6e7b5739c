/**
 * Benchmarks of trees over files: whether what a call costs follows the change and not the size of
 * the repository. The main noun is {@link io.anabranch.benchmarks.trees.Workbench}: trees on disk,
 * built once. Refs, stores and servers must not be known here.
 */
@NullMarked
package io.anabranch.benchmarks.trees;

import org.jspecify.annotations.NullMarked;
