package io.anabranch.server.observability;

import java.util.Map;

/**
 * What {@code /readyz} tells beside: no such trouble keeps the server from serving. Beans of this
 * type make it up.
 */
@FunctionalInterface
public interface Detail {

  /** By the name of the thing, as operators call it. Must not block. */
  Map<String, String> report();
}
