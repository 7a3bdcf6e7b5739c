package io.anabranch.server.command;

import java.util.List;

/** Ends the command with a message and a status; no stack trace is shown. */
final class CommandException extends RuntimeException {

  private final int status;

  CommandException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Wrong configuration: a heading, then each fault on a line of its own. */
  static CommandException ofFaults(String heading, List<?> faults) {
    var lines = new StringBuilder(heading).append(':');
    faults.forEach(fault -> lines.append("\n  ").append(fault));
    return new CommandException(ExitStatus.CONFIGURATION, lines.toString());
  }

  int status() {
    return status;
  }
}
