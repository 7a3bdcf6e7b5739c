package io.anabranch.server.objects;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that make the object, and what to record of it. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UploadCompletion(
    @NotNull String physicalAddress,
    @NotNull List<@NotNull @Valid Part> parts,
    @Nullable Map<String, @NotNull String> userMetadata,
    @Nullable String contentType) {

  /**
   * A part that was sent.
   *
   * @param etag from the answer to sending it, with or without quotes
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Part(@NotNull Integer partNumber, @NotNull String etag) {}
}
