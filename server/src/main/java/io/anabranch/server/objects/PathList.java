package io.anabranch.server.objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** Paths to delete, at most 1,000. */
@Serdeable(naming = SnakeCaseStrategy.class)
record PathList(
    @NotNull @JsonProperty(value = "paths", required = true) List<@NotNull String> paths) {}
