/**
 * The load generator: measures a running server of the lakeFS API, and in the same run what the
 * machine could do at most, so that every figure is also a share of its limit. Its main noun is
 * {@link io.anabranch.benchmarks.load.Session}.
 *
 * <p>It must not know anything of a server but its URL, its keys and, if told, its database, disk
 * and process.
 */
@NullMarked
package io.anabranch.benchmarks.load;

import org.jspecify.annotations.NullMarked;
