package io.anabranch.server.actions.lua;

/**
 * Ends a script that goes beyond its limits. An error, since scripts can catch exceptions; never
 * leaves the sandbox.
 */
final class ScriptStopped extends Error {

  private static final long serialVersionUID = 1L;

  ScriptStopped(String message) {
    super(message);
  }
}
