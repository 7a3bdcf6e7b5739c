package io.anabranch.blockstore.azure;

import java.net.URI;
import java.time.Duration;

/**
 * How to reach an account of Azure Blob Storage.
 *
 * @param account its name
 * @param endpoint the account's URL, without a slash at its end: its host in the cloud, a domain of
 *     one's own, or an emulator's with the account as its path
 * @param connectTimeout for a connection to be made
 * @param tryTimeout from the begin of a request to the begin of its answer, so that it covers
 *     sending the body
 * @param blockBytes how much of a content of unknown length, or of more than a gibibyte, is held in
 *     memory, for each such put; an object has at most 50,000 times as many bytes
 */
public record AzureSettings(
    String account,
    URI endpoint,
    AzureCredentials credentials,
    Duration connectTimeout,
    Duration tryTimeout,
    int blockBytes) {

  private static final int SMALLEST_BLOCK = 64 * 1024;

  public AzureSettings {
    if (blockBytes < SMALLEST_BLOCK) {
      throw new IllegalArgumentException("blockBytes must be at least 64 KiB: " + blockBytes);
    }
  }

  /** Where to find the store, for messages. */
  String place() {
    return endpoint.toString();
  }
}
