package io.anabranch.server.actions.lua;

import java.time.Duration;

/**
 * What a script may use.
 *
 * @param duration of the clock, from its start
 * @param allocatedBytes in all, whether they are still in use or not; so memory is bounded too
 * @param textBytes of one text
 * @param depth of calls within calls
 */
public record ScriptLimits(Duration duration, long allocatedBytes, int textBytes, int depth) {

  /** Two scripts at once use at most a quarter of the heap. */
  public static final int SCRIPTS_AT_ONCE = 2;

  private static final int HEAP_SHARE = 8;
  private static final int MAX_TEXT_BYTES = 4 << 20;
  private static final int MAX_DEPTH = 200;

  public static ScriptLimits ofHeap(Duration duration) {
    return new ScriptLimits(
        duration, Runtime.getRuntime().maxMemory() / HEAP_SHARE, MAX_TEXT_BYTES, MAX_DEPTH);
  }
}
