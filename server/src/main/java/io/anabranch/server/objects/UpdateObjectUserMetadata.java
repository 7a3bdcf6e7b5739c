package io.anabranch.server.objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import java.util.Map;

/** The whole user metadata an object is to have. */
@Serdeable(naming = SnakeCaseStrategy.class)
record UpdateObjectUserMetadata(
    @NotNull @JsonProperty(value = "set", required = true) Map<String, @NotNull String> set) {}
