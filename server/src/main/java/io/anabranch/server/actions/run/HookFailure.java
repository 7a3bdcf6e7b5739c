package io.anabranch.server.actions.run;

import org.jspecify.annotations.Nullable;

/** A hook did not succeed. The message is for users, and names no secret. */
public final class HookFailure extends Exception {

  private static final long serialVersionUID = 1L;

  public HookFailure(String message) {
    this(message, null);
  }

  public HookFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
