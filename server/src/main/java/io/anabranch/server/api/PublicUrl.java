package io.anabranch.server.api;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import org.jspecify.annotations.Nullable;

/**
 * This server as the client that asks reaches it. Controllers take it as a parameter.
 *
 * @param known scheme, host, and path if there is one, without a slash at the end; null when the
 *     request does not tell
 * @param certain whether it was configured, or the request shows no sign of a proxy on its way that
 *     the client may know by another name
 */
public record PublicUrl(@Nullable String known, boolean certain) {

  /**
   * @throws FailureException Invalid when it is not known
   */
  public String text() {
    if (known == null) {
      throw new FailureException(
          new Failure.Invalid(
              "the request does not tell where it was sent to: send a proper Host header, or set"
                  + " links.base_url on the server"));
    }
    return known;
  }
}
