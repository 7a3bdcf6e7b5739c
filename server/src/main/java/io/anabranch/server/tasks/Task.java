package io.anabranch.server.tasks;

import io.anabranch.versioning.failure.Failure;
import java.time.Instant;
import java.util.Map;

/**
 * A piece of background work.
 *
 * @param id names it to clients, for whom it is opaque
 * @param updateTime its last sign of life, or when it ended
 * @param progress how much it has done, in what its kind counts; 0 for kinds that do not
 */
public record Task(String id, Instant updateTime, long progress, State state) {

  /** How far it is. */
  public sealed interface State {}

  /** It waits or runs. */
  public record Running() implements State {}

  /**
   * It is over, and well.
   *
   * @param result what the feature whose task it is wants to know of it later
   */
  public record Succeeded(Map<String, String> result) implements State {
    public Succeeded {
      result = Map.copyOf(result);
    }
  }

  /** It is over; the failure is the one that the blocking operation would have had. */
  public record Failed(Failure failure) implements State {}

  public boolean isOver() {
    return !(state instanceof Running);
  }
}
