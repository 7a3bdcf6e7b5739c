package io.anabranch.server.stores.lifecycle;

/**
 * One thing that a store was asked to do, to see whether it can.
 *
 * @param message what went wrong, or why it was not asked; empty when it passed
 */
public record ProbeStep(String name, Outcome outcome, String message, double milliseconds) {

  /** How it went. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  static ProbeStep skipped(String name, String why) {
    return new ProbeStep(name, Outcome.SKIPPED, why, 0);
  }
}
