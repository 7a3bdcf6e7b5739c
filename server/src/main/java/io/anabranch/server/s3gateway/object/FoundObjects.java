package io.anabranch.server.s3gateway.object;

import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the objects that requests name. Safe for use by many threads. */
@Singleton
public final class FoundObjects {

  /** The version of what is not in a commit yet, as S3 names those without one. */
  private static final String CURRENT = "null";

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{64}");

  private final VersioningEngine engine;

  FoundObjects(VersioningEngine engine) {
    this.engine = engine;
  }

  /**
   * The object that is named, in the version that is asked for.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception NO_SUCH_KEY, NO_SUCH_VERSION
   */
  FoundObject get(Call call) {
    return get(call.repository(), call.ref(), call.path(), call.query().find("versionId"));
  }

  /**
   * @param version a commit's id; empty for the present one
   * @throws io.anabranch.server.s3gateway.errors.S3Exception NO_SUCH_KEY, NO_SUCH_VERSION
   */
  public FoundObject get(Repository repository, String ref, String path, Optional<String> version) {
    Optional<String> commit = version.filter(id -> !id.equals(CURRENT));
    if (commit.isPresent() && !COMMIT.matcher(commit.get()).matches()) {
      throw S3Error.NO_SUCH_VERSION.exception(
          "A version is the id of a commit, all 64 digits of it: " + commit.get());
    }
    return find(repository, commit.orElse(ref), path)
        .orElseThrow(
            () ->
                (commit.isPresent() ? S3Error.NO_SUCH_VERSION : S3Error.NO_SUCH_KEY)
                    .exception(
                        "There is no object '%s' at '%s' of repository '%s'"
                            .formatted(path, commit.orElse(ref), repository.name())));
  }

  /** Empty also where there is no such ref, or can be no such path. */
  Optional<FoundObject> find(Repository repository, String ref, String path) {
    try {
      return engine
          .entries()
          .find(repository, ref, path)
          .map(EntryRecord::entry)
          .map(entry -> new FoundObject(repository, path, entry));
    } catch (FailureException e) {
      if (e.failure().isAbsence()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Whether a path can be one.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception KEY_TOO_LONG, INVALID_ARGUMENT
   */
  public static void requirePath(String path) {
    if (Names.isTooLong(path)) {
      throw S3Error.KEY_TOO_LONG.exception(
          "A path has at most %d bytes of UTF-8 after the branch".formatted(Names.MAX_BYTES));
    }
    Names.path(path);
  }
}
