package io.anabranch.blockstore.s3;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a store that speaks S3.
 *
 * @param region of the buckets, and part of every signature
 * @param endpoint empty for Amazon's own
 * @param linkEndpoint by which those who get links reach the store; empty for the same
 * @param pathStyle whether the bucket goes into the path instead of the host name
 * @param followRegions whether buckets of other regions are found by asking Amazon; ignored with an
 *     endpoint
 * @param trustAnyCertificate for tests only
 * @param checksums whether what is sent carries a CRC-32C that the store verifies and keeps; not
 *     every store that speaks S3 knows it
 * @param encryption how the store is asked to encrypt what is written
 * @param connections at most, at a time
 * @param connectTimeout for a connection to be made
 * @param socketTimeout for the store to send or take the next byte
 * @param partBytes how much of a content of unknown length is held in memory, for each such put; at
 *     least 5 MiB. An object of unknown length has at most 10,000 times as many bytes.
 */
public record S3Settings(
    String region,
    Optional<URI> endpoint,
    Optional<URI> linkEndpoint,
    S3Credentials credentials,
    boolean pathStyle,
    boolean followRegions,
    boolean trustAnyCertificate,
    boolean checksums,
    Optional<Encryption> encryption,
    int connections,
    Duration connectTimeout,
    Duration socketTimeout,
    int partBytes) {

  private static final int SMALLEST_PART = 5 * 1024 * 1024;

  public S3Settings {
    if (partBytes < SMALLEST_PART) {
      throw new IllegalArgumentException("partBytes must be at least 5 MiB: " + partBytes);
    }
  }

  /**
   * @param algorithm {@code AES256}, {@code aws:kms} or what else the store knows
   * @param kmsKeyId for {@code aws:kms}; empty for the bucket's own key
   */
  public record Encryption(String algorithm, Optional<String> kmsKeyId) {}

  /** Whether buckets may be in other regions than the settings'. */
  boolean followsRegions() {
    return followRegions && endpoint.isEmpty();
  }

  /** Where to find the store, for messages. */
  String place() {
    return endpoint.map(URI::toString).orElse("Amazon S3, region " + region);
  }
}
