package io.anabranch.blockstore.health;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether calls to a store may pass.
 *
 * @param until when it is left alone no longer; only while it is
 */
public record BreakerCondition(State state, Optional<Instant> until) {

  /** In the order of getting worse. */
  public enum State {
    /** Calls pass. */
    CLOSED,
    /** A few calls pass, to see whether the store is back. */
    PROBING,
    /** The store is left alone. */
    OPEN
  }
}
