package io.anabranch.outgoing;

import java.io.IOException;

/** Redirects that are not followed. The message says why, in words that continue a sentence. */
public final class RedirectException extends IOException {

  RedirectException(String message) {
    super(message);
  }
}
