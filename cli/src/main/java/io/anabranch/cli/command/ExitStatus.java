package io.anabranch.cli.command;

/** What the process ends with. */
public final class ExitStatus {

  public static final int OK = 0;

  /** The command could not do what it was asked to; or it was not confirmed. */
  public static final int FAILED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  private ExitStatus() {}
}
