package io.anabranch.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The S3 interface to repositories.
 *
 * @param listenAddress a port of its own; on the one of the API it is all the same
 * @param domainNames hosts that belong to it, subdomains included
 * @param fallbackUrl where requests for buckets that are no repositories go
 * @param verifyUnsupported whether an S3 operation that is not offered is refused, not ignored
 * @param multipartExpiry at what age an upload in parts that was not completed is dropped
 */
public record S3GatewaySettings(
    Optional<ListenAddress> listenAddress,
    List<String> domainNames,
    String region,
    Optional<URI> fallbackUrl,
    boolean verifyUnsupported,
    Duration multipartExpiry) {

  private static final Duration LEAST_EXPIRY = Duration.ofMinutes(1);

  /**
   * @param api where the API is
   */
  static S3GatewaySettings read(Section s3, ListenAddress api) {
    List<String> names =
        s3.value(
            "domain_name",
            Kinds.LIST,
            List.of("s3.local.lakefs.io"),
            "Host names of the S3 interface; several may be given.");
    if (names.stream().anyMatch(name -> names.stream().anyMatch(o -> o.endsWith("." + name)))) {
      s3.fault(
          "domain_name", "domain names are prefixes: no name may end in a dot and another name");
    }
    return new S3GatewaySettings(
        listenAddress(s3, api),
        names,
        s3.value("region", Kinds.TEXT, "us-east-1", "Region that clients sign their requests for."),
        s3.optional(
            "fallback_url",
            Kinds.URL,
            "S3 service for unknown buckets. Read, and not used yet: they answer NoSuchBucket."),
        s3.value(
            "verify_unsupported",
            Kinds.FLAG,
            true,
            "Whether operations that are not offered are refused, not ignored."),
        s3.value(
            "multipart_expiry",
            Kinds.durationFrom(LEAST_EXPIRY),
            Duration.ofDays(7),
            "Uploads in parts that were begun longer ago than this and not completed are dropped,"
                + " with their parts."));
  }

  private static Optional<ListenAddress> listenAddress(Section s3, ListenAddress api) {
    Optional<ListenAddress> address =
        s3.optional(
            "listen_address",
            Kinds.ADDRESS,
            "Another address to accept connections on, for S3 alone. The API's serves S3, too.");
    if (address.filter(given -> given.port() == 0).isPresent()) {
      s3.fault("listen_address", "name a port: clients could not know which one is chosen");
    }
    if (address.filter(given -> given.port() == api.port()).isPresent()) {
      s3.fault(
          "listen_address", "the API listens on this port: S3 is there already, or name another");
    }
    return address;
  }
}
