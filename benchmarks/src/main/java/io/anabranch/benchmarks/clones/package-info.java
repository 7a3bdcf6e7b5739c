/**
 * How fast the server clones a repository, beside a loop that copies objects between two stores.
 */
@NullMarked
package io.anabranch.benchmarks.clones;

import org.jspecify.annotations.NullMarked;
