package io.anabranch.server.command;

import io.anabranch.server.config.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether the server will be able to listen where it is told to. */
final class FreeAddress {

  private FreeAddress() {}

  /**
   * Asked before anything is started, so that the answer comes at once.
   *
   * @param setting what to choose another port with
   * @throws CommandException when something else listens there, or nobody can
   */
  static void require(ListenAddress address, String setting) {
    try (var socket = new ServerSocket()) {
      // As the service does: addresses that an earlier run used a moment ago are free.
      socket.setReuseAddress(true);
      socket.bind(
          address.host().isEmpty()
              ? new InetSocketAddress(address.port())
              : new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.FAILED,
          "cannot listen on %s (%s): stop what uses it, or choose another port with %s"
              .formatted(address, e.getMessage(), setting));
    }
  }
}
