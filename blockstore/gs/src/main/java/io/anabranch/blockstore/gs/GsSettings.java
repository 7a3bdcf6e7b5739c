package io.anabranch.blockstore.gs;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Google Cloud Storage.
 *
 * @param endpoint of the service, without a path
 * @param emulator whether it is a stand-in that is asked without credentials; links are signed all
 *     the same if there is a key
 * @param credentials for all requests
 * @param dataCredentials for those that read, write or delete objects, and to sign links with, when
 *     they are others
 * @param connections at most, at a time
 * @param connectTimeout for a connection to be made
 * @param socketTimeout for the store to send or take the next byte
 * @param chunkBytes how much of a content of unknown length is held in memory, for each such put; a
 *     multiple of 256 KiB
 */
public record GsSettings(
    URI endpoint,
    boolean emulator,
    GsCredentials credentials,
    Optional<GsCredentials> dataCredentials,
    GsEncryption encryption,
    int connections,
    Duration connectTimeout,
    Duration socketTimeout,
    int chunkBytes) {

  private static final int CHUNK_UNIT = 256 * 1024;

  public GsSettings {
    if (chunkBytes < CHUNK_UNIT || chunkBytes % CHUNK_UNIT != 0) {
      throw new IllegalArgumentException("chunkBytes is no multiple of 256 KiB: " + chunkBytes);
    }
  }

  /** Where to find the store, for messages. */
  String place() {
    return endpoint.toString();
  }
}
