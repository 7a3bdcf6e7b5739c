package io.anabranch.server.command;

import java.util.concurrent.CompletableFuture;

/**
 * The end of the process: waits for a reason to stop, and lets a process that was asked to stop by
 * a signal (SIGTERM, SIGINT) end with the status of an orderly stop instead of the signal's.
 */
final class Termination {

  private final CompletableFuture<Integer> asked = new CompletableFuture<>();
  private final CompletableFuture<Integer> cleanedUp = new CompletableFuture<>();

  /** From now on, a signal ends {@link #await()} instead of the process. */
  void catchSignals() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopBySignal, "termination"));
  }

  /** Asks for the stop; the first one to ask decides the status. */
  void ask(int status) {
    asked.complete(status);
  }

  /** Waits for somebody to ask. */
  int await() {
    return asked.join();
  }

  /** All is closed: the process may end. */
  void finish(int status) {
    cleanedUp.complete(status);
  }

  /**
   * A hook runs when the process ends for any reason. It waits for the orderly stop; each part of
   * that has a time limit of its own. Halting is the only way left to choose the status.
   */
  private void stopBySignal() {
    ask(ExitStatus.OK);
    Runtime.getRuntime().halt(cleanedUp.join());
  }
}
