package io.anabranch.server.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Sign-on with identities of AWS.
 *
 * @param serverId what clients must have signed in the header {@code X-LakeFS-Server-ID}: a request
 *     that was signed for another server is not good here
 * @param endpoints of STS, besides Amazon's public ones
 */
public record AwsLoginSettings(String serverId, List<URI> endpoints) {

  public AwsLoginSettings {
    endpoints = List.copyOf(endpoints);
  }

  /** Empty unless this server has a name there. */
  static Optional<AwsLoginSettings> read(Section aws) {
    Optional<String> serverId =
        aws.optional(
            "server_id",
            Kinds.TEXT,
            "What clients sign as X-LakeFS-Server-ID when they sign on with an identity of AWS: those of"
                + " lakeFS take the host that they call this server by. Without it, nobody signs on so.");
    List<URI> endpoints =
        aws.value(
            "sts_endpoints",
            Kinds.URLS,
            List.of(),
            "Endpoints of AWS STS that clients may name besides the public ones, such as those of a"
                + " private network.");
    return serverId.map(id -> new AwsLoginSettings(id, endpoints));
  }
}
