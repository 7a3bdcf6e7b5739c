package io.anabranch.outgoing;

import java.io.IOException;

/** No connection became free in the time that a request may wait for one. Nothing was sent. */
public final class ConnectionsInUseException extends IOException {

  ConnectionsInUseException(IOException cause) {
    super("all connections are in use", cause);
  }
}
