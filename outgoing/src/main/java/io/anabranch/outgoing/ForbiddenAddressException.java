package io.anabranch.outgoing;

import java.net.UnknownHostException;

/**
 * A URL that no request may go to, or a host with an address that none may go to. Nothing was sent
 * there. The message says why, in words that continue a sentence.
 */
public final class ForbiddenAddressException extends UnknownHostException {

  ForbiddenAddressException(String message) {
    super(message);
  }
}
