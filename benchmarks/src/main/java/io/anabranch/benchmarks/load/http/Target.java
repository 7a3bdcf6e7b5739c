package io.anabranch.benchmarks.load.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The server under test and the key to it.
 *
 * @param headers what every request carries: host and authorization
 */
public record Target(InetSocketAddress address, String headers) {

  /** Plain HTTP only: TLS would be measured with the client's cores. */
  public static Target of(URI url, String accessKey, String secretKey) {
    if (!"http".equals(url.getScheme())) {
      throw new IllegalArgumentException("the URL must begin with http://, not " + url);
    }
    String key = accessKey + ":" + secretKey;
    String basic = Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    int port = url.getPort() < 0 ? 80 : url.getPort();
    return new Target(
        new InetSocketAddress(url.getHost(), port),
        "Host: %s:%d\r\nAuthorization: Basic %s\r\n".formatted(url.getHost(), port, basic));
  }

  /** A request without a body. */
  public RequestTemplate request(String methodAndPath) {
    return RequestTemplate.of(methodAndPath, headers, new byte[0]);
  }

  /** A request with a body in JSON. */
  public RequestTemplate request(String methodAndPath, String json) {
    return RequestTemplate.of(
        methodAndPath,
        headers + "Content-Type: application/json\r\n",
        json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
