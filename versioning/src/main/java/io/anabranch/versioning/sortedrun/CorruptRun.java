package io.anabranch.versioning.sortedrun;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;

/** Says that a file is not what was written. */
final class CorruptRun {

  private CorruptRun() {}

  static FailureException because(String run, String reason) {
    return new FailureException(
        new Failure.Corrupt("stored file " + run + " is damaged: " + reason));
  }
}
