/**
 * The adapter to Amazon S3 and to stores that speak its language: {@link
 * io.anabranch.blockstore.s3.S3Blockstore}. The only home of Amazon's SDK. It translates what the
 * store says and does nothing else: it does not repeat calls, bound them, or wait; the layers do.
 */
@NullMarked
package io.anabranch.blockstore.s3;

import org.jspecify.annotations.NullMarked;
