package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.actions.file.Properties;
import java.time.Duration;

/** One way to do something about an event. Safe for use by many threads. */
public interface Hook {

  /** What a hook does for one event. */
  @FunctionalInterface
  interface Work {

    /**
     * Blocks, in a thread of its own; returns soon after that is interrupted.
     *
     * @throws HookFailure when it did not succeed
     */
    void run(HookOutput output) throws HookFailure, InterruptedException;
  }

  /**
   * Checks what a hook is told, all of it, before anything is done.
   *
   * @param properties with what variables hold
   * @param limit how long it may take
   */
  Work prepare(HookEvent event, Properties properties, Duration limit) throws BadActionException;
}
