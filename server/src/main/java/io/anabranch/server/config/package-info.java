/**
 * What the operator may set. {@link io.anabranch.server.config.ServerConfiguration} is the whole of
 * it: one record for each feature, each naming its keys, defaults and comments in the one method
 * that reads them, so that binding, start-up faults, the printed configuration and the
 * documentation come from the same list. Values come from the environment, then a YAML file, then a
 * preset. Nothing here opens a store, a socket or a database, or knows Micronaut.
 */
@NullMarked
package io.anabranch.server.config;

import org.jspecify.annotations.NullMarked;
