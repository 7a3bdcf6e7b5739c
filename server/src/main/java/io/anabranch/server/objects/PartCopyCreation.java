package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A part to be filled from an object of this server. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PartCopyCreation(@NotNull String physicalAddress, @NotNull @Valid Source copySource) {

  /**
   * What to fill it from.
   *
   * @param range as in the {@code Range} header; the whole object when there is none
   */
  @Serdeable
  record Source(
      @NotNull String repository,
      @NotNull String ref,
      @NotNull String path,
      @Nullable String range) {}
}
