/**
 * The command line: reads the arguments and the configuration, starts the database and the service,
 * and stops both in order when it is asked to.
 *
 * <p>Main noun: {@link io.anabranch.server.command.Serving}. It sees the service only as {@link
 * io.anabranch.server.command.Service}: something with an address that can be closed.
 */
@NullMarked
package io.anabranch.server.command;

import org.jspecify.annotations.NullMarked;
