/**
 * Whole objects moved through an adapter, beside the same moved by its SDK alone: what the adapter
 * costs, and which of the SDK's HTTP clients would cost least.
 */
@NullMarked
package io.anabranch.benchmarks.stores;

import org.jspecify.annotations.NullMarked;
