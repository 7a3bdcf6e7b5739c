package io.anabranch.server.imports;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.Caller;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;

/** One source and its destination. */
@Serdeable
record ImportLocation(@NotNull String type, @NotNull String path, @NotNull String destination) {

  /**
   * @throws FailureException Forbidden unless the caller may import from the source, and write all
   *     that it may become
   */
  void require(Caller caller, String repository) {
    boolean single = type.equals("object");
    caller.require(
        Action.IMPORT_FROM_STORAGE, single ? Resource.namespace(path) : Resource.namespaces(path));
    caller.require(
        Action.WRITE_OBJECT,
        single
            ? Resource.object(repository, destination)
            : Resource.objects(repository, ImportPlan.prefix(destination)));
  }
}
