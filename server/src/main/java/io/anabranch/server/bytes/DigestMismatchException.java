package io.anabranch.server.bytes;

import java.io.IOException;

/** What arrived has another MD5 than the client sent along. */
public final class DigestMismatchException extends IOException {

  private static final long serialVersionUID = 1;

  DigestMismatchException(String message) {
    super(message);
  }
}
