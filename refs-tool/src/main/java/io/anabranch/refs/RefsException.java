package io.anabranch.refs;

/** A repository or manifest cannot be dealt with. The message is for people: which, and why. */
public final class RefsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefsException(String message) {
    super(message);
  }

  RefsException(String message, Throwable cause) {
    super(message, cause);
  }
}
