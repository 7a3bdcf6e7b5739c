/**
 * A layer that repeats what failed for a moment: {@link
 * io.anabranch.blockstore.layer.retry.RetryingBlockstore}, the sole owner of retries in a stack. It
 * must not know why a store fails: {@code retryable} of the failure says all. With {@code
 * layer.breaker} the only home of Resilience4j.
 */
@NullMarked
package io.anabranch.blockstore.layer.retry;

import org.jspecify.annotations.NullMarked;
