package io.anabranch.server.s3gateway;

import io.anabranch.server.config.ListenAddress;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.s3gateway.protocol.Hosts;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.anabranch.server.s3gateway.signature.Signature;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.ServerHttpRequest;
import jakarta.inject.Singleton;

/**
 * Tells the requests of the S3 protocol from others: by the port or the host that they are sent to,
 * or by their signature. Safe for use by many threads.
 */
@Singleton
final class Recognition {

  private static final int NONE = -1;

  private final Hosts hosts;
  private final int port;

  Recognition(Hosts hosts, ServerConfiguration configuration) {
    this.hosts = hosts;
    this.port = configuration.s3Gateway().listenAddress().map(ListenAddress::port).orElse(NONE);
  }

  boolean isForGateway(ServerHttpRequest<?> http) {
    return (port != NONE && http.getServerAddress().getPort() == port)
        || hosts.isOurs(S3Request.host(http))
        || Signature.isClaimed(
            http.getHeaders().getAll(HttpHeaders.AUTHORIZATION), S3Request.rawQuery(http));
  }
}
