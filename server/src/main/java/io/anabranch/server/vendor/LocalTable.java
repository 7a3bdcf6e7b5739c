package io.anabranch.server.vendor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** A table of a repository. */
@Serdeable(naming = SnakeCaseStrategy.class)
record LocalTable(
    @NotNull @JsonProperty(value = "namespace", required = true) List<String> namespace,
    @NotNull String table,
    @NotNull String repositoryId,
    @NotNull String referenceId) {}
