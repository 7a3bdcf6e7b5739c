/**
 * What the machine can do without a server of ours: its database, its disk, its digests, its
 * sockets. Every class here is a {@link io.anabranch.benchmarks.load.measure.Subject} that does the
 * least that a workload cannot do without.
 *
 * <p>It must not know the API.
 */
@NullMarked
package io.anabranch.benchmarks.load.limits;

import org.jspecify.annotations.NullMarked;
