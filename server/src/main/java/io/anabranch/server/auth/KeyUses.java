package io.anabranch.server.auth;

import io.anabranch.versioning.failure.FailureException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * When access keys were used that this server has not recorded yet; those of a server that is
 * killed are forgotten. Costs a request that uses a key again no more than looking it up. Safe for
 * use by many threads.
 */
public final class KeyUses {

  private static final int MOST = 100_000;
  private static final int BATCH = 1_000;

  private final Consumer<Map<String, Instant>> recording;
  private final InstantSource clock;
  private final ConcurrentMap<String, Instant> uses = new ConcurrentHashMap<>();

  /**
   * @param recording keeps when each of some keys was used
   */
  public KeyUses(Consumer<Map<String, Instant>> recording, InstantSource clock) {
    this.recording = recording;
    this.clock = clock;
  }

  /** By somebody who has its secret. */
  void used(String accessKeyId) {
    if (!uses.containsKey(accessKeyId) && uses.size() < MOST) {
      uses.putIfAbsent(accessKeyId, clock.instant());
    }
  }

  /**
   * Records them, to be called once a minute or so.
   *
   * @throws FailureException as the database does; what is not recorded then is later
   */
  public void record() {
    Map<String, Instant> batch = new HashMap<>();
    for (Map.Entry<String, Instant> use : uses.entrySet()) {
      batch.put(use.getKey(), use.getValue());
      if (batch.size() == BATCH) {
        record(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      record(batch);
    }
  }

  private void record(Map<String, Instant> batch) {
    recording.accept(batch);
    batch.forEach(uses::remove);
  }
}
