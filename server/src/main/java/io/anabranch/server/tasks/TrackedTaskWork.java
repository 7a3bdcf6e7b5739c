package io.anabranch.server.tasks;

import java.util.Map;

/** As {@link TaskWork}, for work that takes long: it tells how far it is, and can be cancelled. */
@FunctionalInterface
public interface TrackedTaskWork {

  /** The result to keep: a few short texts. */
  Map<String, String> run(TaskProgress progress);
}
