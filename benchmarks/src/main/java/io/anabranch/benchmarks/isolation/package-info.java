/**
 * How a store that hangs is felt on another one of the same server, and on itself: as {@code
 * benchmarks/isolation}.
 */
@NullMarked
package io.anabranch.benchmarks.isolation;

import org.jspecify.annotations.NullMarked;
