package io.anabranch.server.auth;

import io.anabranch.versioning.failure.FailureException;
import java.util.Optional;

/** Tells from tokens that another server signed who presents them. Safe for use by many threads. */
@FunctionalInterface
public interface IdentityProvider {

  /** Knows nobody. */
  IdentityProvider NONE = _ -> Optional.empty();

  /**
   * Empty for a token that is not good. May block on the network.
   *
   * @throws FailureException Unavailable when it cannot be told
   */
  Optional<Identity> verify(String token);
}
