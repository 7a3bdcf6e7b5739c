package io.anabranch.server.command;

/** What the process ends with; {@code sysexits.h} where it has a fitting number. */
final class ExitStatus {

  /** Also after a signal that asked the server to stop. */
  static final int OK = 0;

  /** It could not start, or could not go on. */
  static final int FAILED = 1;

  /** The command line is wrong; picocli's own. */
  static final int USAGE = 2;

  /** The configuration is wrong ({@code EX_CONFIG}): starting again will not help. */
  static final int CONFIGURATION = 78;

  private ExitStatus() {}
}
