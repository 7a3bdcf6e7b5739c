package io.anabranch.server.stores;

import io.anabranch.server.config.AttachSettings;

/** Where a store's definition comes from. */
public sealed interface Origin {

  /** The configuration of this server. */
  record Configured() implements Origin {}

  /**
   * Somebody who attached it at run time.
   *
   * @param limits what it may reach
   */
  record Attached(AttachSettings limits) implements Origin {}
}
