package io.anabranch.server.tasks;

import java.time.Duration;

/**
 * What bounds tasks.
 *
 * @param maxAccepted tasks of one server, waiting or running, beyond which more are refused as busy
 * @param maxRunning of those, how many run at once
 * @param maxLasting how many of the kinds that may take hours run at once beside them
 * @param lease how long after its last sign of life a server is taken for dead
 * @param heartbeat how often a server gives one; a few times in a lease
 * @param keep how long tasks that are over can be asked for
 * @param stopLimit how long a server that stops waits for its tasks
 */
public record TaskSettings(
    int maxAccepted,
    int maxRunning,
    int maxLasting,
    Duration lease,
    Duration heartbeat,
    Duration keep,
    Duration stopLimit) {

  public static final TaskSettings DEFAULT =
      new TaskSettings(
          500,
          16,
          4,
          Duration.ofSeconds(8),
          Duration.ofSeconds(2),
          Duration.ofHours(24),
          Duration.ofSeconds(20));
}
