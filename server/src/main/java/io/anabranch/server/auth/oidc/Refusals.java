package io.anabranch.server.auth.oidc;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.net.URI;
import java.time.Duration;

/** What people are told; what exactly is wrong is for the log. */
final class Refusals {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private Refusals() {}

  static FailureException unavailable(URI issuer) {
    return new FailureException(
        new Failure.Unavailable(
            ("the OpenID Connect provider %s does not answer as it should: try again later, or use"
                    + " an access key; the server's log says more")
                .formatted(issuer),
            RETRY_AFTER));
  }

  static FailureException signInAgain(String why) {
    return new FailureException(
        new Failure.Unauthenticated("not signed on, as %s: sign on again".formatted(why)));
  }
}
