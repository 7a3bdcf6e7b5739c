package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException.Kind;

/**
 * Why something failed, and what to check.
 *
 * @param retryable whether time alone may cure it
 */
record Diagnosis(Kind kind, boolean retryable, String why) {

  static Diagnosis of(Kind kind, String why) {
    return new Diagnosis(kind, kind == Kind.BUSY || kind == Kind.UNAVAILABLE, why);
  }

  /** Nothing works before somebody corrects the configuration or the store. */
  static Diagnosis operator(String why) {
    return new Diagnosis(Kind.UNAVAILABLE, false, why);
  }
}
