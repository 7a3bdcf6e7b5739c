package io.anabranch.benchmarks.s3;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where the gateway listens, and the key to it.
 *
 * @param url plain HTTP
 */
record Keys(URI url, String accessKey, String secret) {

  int port() {
    return url.getPort() < 0 ? 80 : url.getPort();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(url.getHost(), port());
  }

  /** As the header says it. */
  String host() {
    return url.getHost() + ":" + port();
  }
}
