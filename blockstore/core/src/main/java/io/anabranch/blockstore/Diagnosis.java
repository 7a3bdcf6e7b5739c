package io.anabranch.blockstore;

import io.anabranch.blockstore.BlockstoreException.Kind;

/**
 * Why something failed, and what to check: what an adapter makes of its store's answer, before it
 * says what was being done.
 *
 * @param retryable whether time alone may cure it
 */
public record Diagnosis(Kind kind, boolean retryable, String why) {

  public static Diagnosis of(Kind kind, String why) {
    return new Diagnosis(kind, kind == Kind.BUSY || kind == Kind.UNAVAILABLE, why);
  }

  /** Nothing works before somebody corrects the configuration or the store. */
  public static Diagnosis operator(String why) {
    return new Diagnosis(Kind.UNAVAILABLE, false, why);
  }
}
