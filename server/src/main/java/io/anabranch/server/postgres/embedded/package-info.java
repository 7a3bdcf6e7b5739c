/**
 * A PostgreSQL of the server's own: unpacks the binaries that travel on the class path, keeps one
 * cluster in a data directory and runs it as a child process, durable and reachable from this
 * machine with a password only.
 *
 * <p>Main noun: {@link io.anabranch.server.postgres.embedded.EmbeddedPostgres}. It knows processes
 * and files; it must not know the schema, a connection pool or anything else of the server.
 */
@NullMarked
package io.anabranch.server.postgres.embedded;

import org.jspecify.annotations.NullMarked;
