/**
 * The operations that are measured, against any server of the lakeFS API. Its main noun is {@link
 * io.anabranch.benchmarks.load.workloads.Fixture}, the repository they work on.
 *
 * <p>It must not know the limits they are compared with.
 */
@NullMarked
package io.anabranch.benchmarks.load.workloads;

import org.jspecify.annotations.NullMarked;
