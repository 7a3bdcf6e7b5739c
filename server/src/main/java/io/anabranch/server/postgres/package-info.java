/**
 * Every SQL statement of the system: {@link io.anabranch.server.postgres.Database}, the adapters of
 * the ports to refs, commits and staged changes, and one class for each other table. Plain JDBC,
 * READ COMMITTED: correctness rests on compare-and-set of rows, unique keys and the advisory locks
 * that the first migration explains, never on a retry of serializable transactions.
 *
 * <p>It must not know HTTP, Micronaut, or the rules of a feature.
 */
@NullMarked
package io.anabranch.server.postgres;

import org.jspecify.annotations.NullMarked;
