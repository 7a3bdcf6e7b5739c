package io.anabranch.server.auth;

import io.anabranch.outgoing.Network;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where a request comes. A proxy is believed whom it asks for only when it is known: anybody
 * can write a header. Safe for use by many threads.
 */
public final class ClientAddresses {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final List<Network> proxies;

  /**
   * @param proxies addresses and networks of the proxies in front
   */
  public ClientAddresses(List<String> proxies) {
    this.proxies = proxies.stream().map(Network::parse).toList();
  }

  /**
   * The nearest address that is no proxy of ours: each of them added the one that it was called
   * from at the end of the header. Null when it is not to be read.
   */
  public @Nullable InetAddress of(HttpRequest<?> request) {
    InetAddress nearest = request.getRemoteAddress().getAddress();
    List<String> forwarded =
        proxies.isEmpty() ? List.of() : request.getHeaders().getAll(FORWARDED_FOR);
    String[] chain = String.join(",", forwarded).split(",", -1);
    for (int i = chain.length - 1; i >= 0 && nearest != null && isProxy(nearest); i--) {
      if (!chain[i].isBlank()) {
        nearest = read(chain[i].strip());
      }
    }
    return nearest;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static @Nullable InetAddress read(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
