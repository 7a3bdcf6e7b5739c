package io.anabranch.server.config;

/**
 * Where the server accepts connections.
 *
 * @param host a name or an address; empty means every interface
 * @param port 0 lets the system choose one
 */
public record ListenAddress(String host, int port) {

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
