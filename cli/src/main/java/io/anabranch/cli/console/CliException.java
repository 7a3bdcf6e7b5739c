package io.anabranch.cli.console;

/** A command cannot go on. The message is for people: what went wrong and what to do. */
public final class CliException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CliException(String message) {
    super(message);
  }

  public CliException(String message, Throwable cause) {
    super(message, cause);
  }
}
