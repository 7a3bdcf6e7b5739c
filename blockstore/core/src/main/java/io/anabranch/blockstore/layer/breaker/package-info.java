/**
 * A layer that leaves a store alone which does not answer: {@link
 * io.anabranch.blockstore.layer.breaker.CircuitBreakingBlockstore}. It counts attempts, so it
 * stands below the layer that repeats them. With {@code layer.retry} the only home of Resilience4j.
 */
@NullMarked
package io.anabranch.blockstore.layer.breaker;

import org.jspecify.annotations.NullMarked;
