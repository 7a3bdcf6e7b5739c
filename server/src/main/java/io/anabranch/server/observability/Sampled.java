package io.anabranch.server.observability;

/**
 * Meters that are brought up to date when somebody reads them. Beans of this type are asked before
 * each scrape.
 */
@FunctionalInterface
public interface Sampled {

  /** Must not block. Safe for use by several threads. */
  void sample();
}
