package io.anabranch.versioning;

import java.time.Duration;

/**
 * What bounds the work of the engine.
 *
 * @param maxQueuedPerBranch commits and merges of one branch, waiting or running, beyond which more
 *     are refused as busy
 * @param maxWaitForBranch how long one of them waits for its turn
 * @param maxAttempts how often one is tried while other servers move the branch
 */
public record EngineSettings(int maxQueuedPerBranch, Duration maxWaitForBranch, int maxAttempts) {

  public static final EngineSettings DEFAULT = new EngineSettings(200, Duration.ofMinutes(1), 30);
}
