package io.anabranch.server.wiring;

import io.anabranch.versioning.failure.FailureException;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** One round of work that is repeated: a failure costs this round only, and never ends the rest. */
final class Round {

  private Round() {}

  /**
   * Does it, or says that it failed: in a sentence where something outside is in trouble, which may
   * go on for a while; with the stack where the fault may be ours.
   *
   * @param level of that sentence
   * @param failed what to say, for people
   */
  static void run(Logger log, Level level, String failed, Runnable work) {
    try {
      work.run();
    } catch (FailureException e) {
      log.atLevel(level).log("{}: {}", failed, e.getMessage());
    } catch (RuntimeException e) {
      log.error("{}", failed, e);
    }
  }
}
