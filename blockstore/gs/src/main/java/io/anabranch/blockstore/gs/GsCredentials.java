package io.anabranch.blockstore.gs;

import java.nio.file.Path;

/** Who to sign on as. */
public sealed interface GsCredentials {

  /**
   * A service account's key.
   *
   * @param json as Google hands it out
   */
  record Key(String json) implements GsCredentials {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Key[]";
    }
  }

  /** A file with a service account's key, or that says how to get a token otherwise. */
  record KeyFile(Path file) implements GsCredentials {}

  /** What the machine offers: environment, files of {@code gcloud}, metadata service. */
  record Machine() implements GsCredentials {}
}
