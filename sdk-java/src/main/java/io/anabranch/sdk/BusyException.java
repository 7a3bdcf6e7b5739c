package io.anabranch.sdk;

import java.time.Duration;
import java.util.Optional;

/** The server, or the store behind it, cannot do this now (429 and 503), retries included. */
public final class BusyException extends AnabranchException {

  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;

  BusyException(int status, String message, Optional<Duration> retryAfter) {
    super(status, message);
    this.retryAfter = retryAfter;
  }

  /** When to come back, if the server said. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
