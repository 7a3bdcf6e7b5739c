package io.anabranch.server.repositories;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Keys to remove from a repository's metadata. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RepositoryMetadataKeys(
    @NotNull @JsonProperty(value = "keys", required = true) List<@NotNull String> keys) {}
