package io.anabranch.server.api;

import org.jspecify.annotations.Nullable;

/** Optional members of request bodies, which are null when the client did not send them. */
public final class Flags {

  private Flags() {}

  /** An optional boolean: absent means false. */
  public static boolean isSet(@Nullable Boolean flag) {
    return flag != null && flag;
  }
}
