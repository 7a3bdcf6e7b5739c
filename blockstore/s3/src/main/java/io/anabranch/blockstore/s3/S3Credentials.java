package io.anabranch.blockstore.s3;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who to sign on as. */
public sealed interface S3Credentials {

  /** A key pair, with a token if it is a temporary one. */
  record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken)
      implements S3Credentials {

    /** Without the secrets. */
    @Override
    public String toString() {
      return "Keys[" + accessKeyId + "]";
    }
  }

  /**
   * What a profile of a file says.
   *
   * @param name empty for the profile that the environment names, or {@code default}
   * @param file empty for the usual ones in the home directory
   */
  record Profile(Optional<String> name, Optional<Path> file) implements S3Credentials {}

  /**
   * What the machine offers: environment, files, web identity, container or instance role.
   *
   * @param sessionDuration of the credentials that a web identity asks for; empty for the service's
   *     choice
   * @param expiryWindow how long before their end these are renewed
   */
  record Machine(Optional<Duration> sessionDuration, Duration expiryWindow)
      implements S3Credentials {}
}
