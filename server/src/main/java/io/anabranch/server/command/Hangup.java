package io.anabranch.server.command;

import org.jline.utils.Signals;

/** SIGHUP, which asks a server to read its configuration again. */
final class Hangup {

  private Hangup() {}

  /**
   * Does so from now on, instead of ending the process.
   *
   * @param action run by a thread of its own for each signal
   */
  static void handle(Runnable action) {
    // The JDK has no public way to hear of a signal; the library keeps to what it has.
    Signals.register("HUP", action);
  }
}
