package io.anabranch.server.auth;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what this server has heard of changes of users, keys and policies. What was read before
 * the latest of them is not to be relied on. Safe for use by many threads.
 */
public final class AccountChanges {

  private final AtomicLong generation = new AtomicLong();

  /** To be asked before something is read, and kept with it. */
  long generation() {
    return generation.get();
  }

  /** Something has changed, or may have: called when that is durable. */
  public void happened() {
    generation.incrementAndGet();
  }
}
