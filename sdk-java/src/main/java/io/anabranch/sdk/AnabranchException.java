package io.anabranch.sdk;

/**
 * What went wrong with a request. The message is the server's, written for people; the subclasses
 * are those failures that callers tell apart.
 */
public class AnabranchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  AnabranchException(int status, String message) {
    super(message);
    this.status = status;
  }

  AnabranchException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The HTTP status of the answer; 0 when there was none. */
  public final int status() {
    return status;
  }
}
