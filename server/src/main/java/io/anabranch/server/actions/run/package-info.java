/**
 * Runs the hooks that action files of repositories ask for. Its main noun is the {@link
 * io.anabranch.server.actions.run.HookEvent}; it knows neither HTTP requests of users nor SQL.
 */
@NullMarked
package io.anabranch.server.actions.run;

import org.jspecify.annotations.NullMarked;
