/**
 * The S3 gateway beside our own REST API, and beside what the machine moves at most through the
 * same client: small objects, large ones, lists, and many uploads in parts at once.
 */
@NullMarked
package io.anabranch.benchmarks.s3;

import org.jspecify.annotations.NullMarked;
