package io.anabranch.server.actions.file;

/**
 * Says what is wrong with an action file: names the file, and the hook and field if there is one.
 */
public final class BadActionException extends Exception {

  private static final long serialVersionUID = 1L;

  public BadActionException(String message) {
    super(message);
  }
}
