/**
 * Lua scripts in a sandbox. Its main noun is the {@link io.anabranch.server.actions.lua.Sandbox};
 * the only home of the Lua library. Scripts reach nothing but the functions they are given.
 */
@NullMarked
package io.anabranch.server.actions.lua;

import org.jspecify.annotations.NullMarked;
