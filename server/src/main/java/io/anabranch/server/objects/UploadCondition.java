package io.anabranch.server.objects;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of a path for an upload to be staged. */
public sealed interface UploadCondition {

  /** Nothing. */
  record None() implements UploadCondition {}

  /** There is no object at the path. */
  record Absent() implements UploadCondition {}

  /** There is an object at the path. */
  record Present() implements UploadCondition {}

  /**
   * There is an object at the path with one of these etags.
   *
   * @param etags without quotes
   */
  record Matches(Set<String> etags) implements UploadCondition {
    public Matches {
      etags = Set.copyOf(etags);
    }
  }

  /**
   * As the API takes it.
   *
   * @throws FailureException Unsupported for conditions other than {@code If-None-Match: *}
   */
  static UploadCondition of(@Nullable String ifNoneMatch, @Nullable String ifMatch) {
    if (ifMatch != null) {
      throw new FailureException(new Failure.Unsupported("uploads do not take If-Match"));
    }
    if (ifNoneMatch == null) {
      return new None();
    }
    if (!ifNoneMatch.equals("*")) {
      throw new FailureException(
          new Failure.Unsupported("uploads take If-None-Match only as If-None-Match: *"));
    }
    return new Absent();
  }

  /**
   * @param present what the branch has at the path
   */
  default boolean holds(Optional<Entry> present) {
    return switch (this) {
      case None _ -> true;
      case Absent _ -> present.isEmpty();
      case Present _ -> present.isPresent();
      case Matches(var etags) -> present.map(Entry::etag).filter(etags::contains).isPresent();
    };
  }

  /**
   * Stages an entry if the condition holds at the moment at which it replaces what is there.
   *
   * @throws FailureException PreconditionFailed when it does not; nothing is staged then
   */
  default void stage(
      VersioningEngine engine, Repository repository, String branch, String path, Entry entry) {
    if (this instanceof None) {
      engine.entries().stage(repository, branch, path, entry);
    } else if (!engine.entries().stageIf(repository, branch, path, this::holds, entry)) {
      throw refusal(repository, branch, path);
    }
  }

  /** PreconditionFailed: the condition does not hold of the path. */
  default FailureException refusal(Repository repository, String branch, String path) {
    String text =
        this instanceof Absent
            ? "path already exists: branch '%s' of repository '%s' has an object '%s'"
            : "branch '%s' of repository '%s' has another object or none at '%s'";
    return new FailureException(
        new Failure.PreconditionFailed(text.formatted(branch, repository.name(), path)));
  }
}
