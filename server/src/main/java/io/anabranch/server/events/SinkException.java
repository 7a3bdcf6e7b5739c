package io.anabranch.server.events;

/** A sink does not take events; the message tells operators why. */
public final class SinkException extends Exception {

  private static final long serialVersionUID = 1;

  SinkException(String message) {
    super(message);
  }

  SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
