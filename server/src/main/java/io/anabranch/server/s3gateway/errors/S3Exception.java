package io.anabranch.server.s3gateway.errors;

/** A request that is answered with an error of the S3 protocol. */
public final class S3Exception extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final S3Error error;

  /**
   * @param message the client sees it
   */
  S3Exception(S3Error error, String message) {
    super(message);
    this.error = error;
  }

  public S3Error error() {
    return error;
  }
}
