package io.anabranch.server.objects;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import org.jspecify.annotations.Nullable;

/** What must hold of a path for an upload to be staged. */
enum UploadCondition {
  NONE,
  /** There is no object at the path. */
  ABSENT;

  /**
   * @throws FailureException Unsupported for conditions other than {@code If-None-Match: *}
   */
  static UploadCondition of(@Nullable String ifNoneMatch, @Nullable String ifMatch) {
    if (ifMatch != null) {
      throw new FailureException(new Failure.Unsupported("uploads do not take If-Match"));
    }
    if (ifNoneMatch == null) {
      return NONE;
    }
    if (!ifNoneMatch.equals("*")) {
      throw new FailureException(
          new Failure.Unsupported("uploads take If-None-Match only as If-None-Match: *"));
    }
    return ABSENT;
  }

  /**
   * Stages an entry if the condition holds.
   *
   * @throws FailureException PreconditionFailed when it does not; nothing is staged then
   */
  void stage(
      VersioningEngine engine, Repository repository, String branch, String path, Entry entry) {
    switch (this) {
      case NONE -> engine.entries().stage(repository, branch, path, entry);
      case ABSENT -> {
        if (!engine.entries().stageIfAbsent(repository, branch, path, entry)) {
          throw new FailureException(
              new Failure.PreconditionFailed(
                  "path already exists: branch '%s' of repository '%s' has an object '%s'"
                      .formatted(branch, repository.name(), path)));
        }
      }
    }
  }
}
