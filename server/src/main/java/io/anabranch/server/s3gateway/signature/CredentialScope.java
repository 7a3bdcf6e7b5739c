package io.anabranch.server.s3gateway.signature;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a key of version 4 is for. Region and service are taken as the client gives them.
 *
 * @param date like 20261128
 */
record CredentialScope(String date, String region, String service) {

  private static final String END = "aws4_request";

  /** A credential: {@code <access key id>/<date>/<region>/<service>/aws4_request}. */
  record Credential(String accessKeyId, CredentialScope scope) {

    static Optional<Credential> of(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length != 5
          || !parts[4].equals(END)
          || Arrays.stream(parts).anyMatch(String::isBlank)) {
        return Optional.empty();
      }
      return Optional.of(
          new Credential(parts[0], new CredentialScope(parts[1], parts[2], parts[3])));
    }
  }

  boolean isOf(RequestTime time) {
    return time.basic().startsWith(date + "T");
  }

  @Override
  public String toString() {
    return date + "/" + region + "/" + service + "/" + END;
  }
}
