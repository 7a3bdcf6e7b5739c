/**
 * The server as its users meet it: processes that are started, overloaded, killed and restarted,
 * and the clients that people use today.
 *
 * <p>Main noun: {@link io.anabranch.server.system.ServerProcess}. Nothing here looks inside.
 */
@NullMarked
package io.anabranch.server.system;

import org.jspecify.annotations.NullMarked;
