package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.simple.SimpleHttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {

  private static final List<String> PROXIES = List.of("10.0.0.0/8", "fd00::/8");

  private static @Nullable String of(List<String> proxies, String peer, String... forwarded) {
    HttpRequest<?> request =
        new SimpleHttpRequest<>(HttpMethod.GET, "/", null) {
          @Override
          public InetSocketAddress getRemoteAddress() {
            return new InetSocketAddress(InetAddress.ofLiteral(peer), 1);
          }
        };
    for (String header : forwarded) {
      ((SimpleHttpRequest<?>) request).getHeaders().add("X-Forwarded-For", header);
    }
    InetAddress address = new ClientAddresses(proxies).of(request);
    return address == null ? null : address.getHostAddress();
  }

  @Test
  void aHeaderIsBelievedOfKnownProxiesOnly() {
    assertThat(of(List.of(), "192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
    assertThat(of(PROXIES, "192.0.2.1", "198.51.100.7")).isEqualTo("192.0.2.1");
    assertThat(of(PROXIES, "10.0.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    assertThat(of(PROXIES, "10.0.0.1")).isEqualTo("10.0.0.1");
  }

  @Test
  void theNearestThatIsNoProxyIsTheClient() {
    assertThat(of(PROXIES, "10.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2"))
        .isEqualTo("198.51.100.7");
    assertThat(of(PROXIES, "10.0.0.1", "203.0.113.9", "198.51.100.7", "10.0.0.2"))
        .isEqualTo("198.51.100.7");
    assertThat(of(PROXIES, "10.0.0.1", "10.0.0.3,10.0.0.2")).isEqualTo("10.0.0.3");
    assertThat(of(PROXIES, "10.0.0.1", "nonsense, 10.0.0.2")).isNull();
  }
}
