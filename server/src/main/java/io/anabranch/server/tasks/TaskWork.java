package io.anabranch.server.tasks;

import java.util.Map;

/**
 * What a task does, on a thread of its own. It throws {@link
 * io.anabranch.versioning.failure.FailureException} as a blocking operation would, and may be
 * interrupted when the server stops.
 */
@FunctionalInterface
public interface TaskWork {

  /** The result to keep: a few short texts. */
  Map<String, String> run();
}
