package io.anabranch.versioning.tree;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Key;
import org.jspecify.annotations.Nullable;

/**
 * The order of what callers hand in. It may come from a listing that somebody else has made, so a
 * listing out of order is no error of ours and must not become a tree. Not for use by many threads.
 */
final class PathOrder {

  private @Nullable Key last;

  /** Throws Invalid when a path does not come after the one before. */
  void requireNext(Key path) {
    if (last != null && path.compareTo(last) <= 0) {
      throw new FailureException(
          new Failure.Invalid(
              "paths must be given once each and in the order of their bytes, but '%s' follows '%s'"
                  .formatted(path, last)));
    }
    last = path;
  }
}
