package io.anabranch.server.repositories;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;

/** Pairs to add to a repository's metadata. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RepositoryMetadataSet(
    @NotNull @JsonProperty(value = "metadata", required = true)
        Map<String, @NotNull String> metadata) {}
