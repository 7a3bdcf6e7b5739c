package io.anabranch.server.objects;

import io.anabranch.server.api.Flags;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** What to copy. */
@Serdeable(naming = SnakeCaseStrategy.class)
record ObjectCopyCreation(
    @NotNull String srcPath,
    @Nullable String srcRef,
    @Nullable Boolean force,
    @Nullable Boolean shallow) {

  /**
   * @throws FailureException Unsupported for a copy that shares its bytes
   */
  void refuseShallow() {
    if (Flags.isSet(shallow)) {
      throw new FailureException(
          new Failure.Unsupported("copies share no bytes on this server: copy without shallow"));
    }
  }
}
