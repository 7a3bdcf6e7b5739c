package io.anabranch.server.observability;

import java.util.Optional;

/** One thing the server needs to serve. Beans of this type make up {@code /readyz}. */
public interface Readiness {

  /** What it is, as operators call it: {@code database}. */
  String name();

  /** Why it is not ready, or empty when it is. May block for a moment. */
  Optional<String> trouble();
}
