package io.anabranch.server.s3gateway.errors;

import java.io.IOException;

/**
 * What is wrong with a body, found while a store reads it. It reaches the gateway as a cause of
 * what the store says.
 */
public final class S3BodyException extends IOException {

  private static final long serialVersionUID = 1;

  private final S3Error error;

  S3BodyException(S3Error error, String message) {
    super(message);
    this.error = error;
  }

  /** To be answered. */
  public S3Exception exception() {
    return new S3Exception(error, String.valueOf(getMessage()));
  }
}
