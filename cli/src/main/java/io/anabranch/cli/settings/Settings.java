package io.anabranch.cli.settings;

import io.anabranch.sdk.Retries;

/**
 * How to reach a server.
 *
 * @param parallelism how many objects are transferred at once, where the command does not say
 * @param local what {@code local} takes from a folder
 */
public record Settings(
    String endpointUrl,
    String accessKeyId,
    Secret secretAccessKey,
    Retries retries,
    int parallelism,
    Local local) {

  /**
   * @param skipsNonRegular leave out sockets, pipes and links without a word
   * @param followsLinks transfer what a symbolic link points to
   * @param posix keep permissions of files as metadata, and put them back
   */
  public record Local(boolean skipsNonRegular, boolean followsLinks, boolean posix) {}
}
