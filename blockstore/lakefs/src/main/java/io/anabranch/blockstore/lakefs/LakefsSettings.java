package io.anabranch.blockstore.lakefs;

import io.anabranch.outgoing.OutgoingSettings;
import java.net.URI;

/**
 * How to reach another server of the same API.
 *
 * @param endpoint of the server, without {@code /api/v1}, slash at its end, credentials, query and
 *     fragment
 */
public record LakefsSettings(
    URI endpoint, String accessKeyId, String secretAccessKey, OutgoingSettings outgoing) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "LakefsSettings[" + endpoint + ", " + accessKeyId + "]";
  }
}
