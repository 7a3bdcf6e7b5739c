package io.anabranch.server.vendor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** A table of a remote catalog. */
@Serdeable
record RemoteTable(
    @NotNull @JsonProperty(value = "namespace", required = true) List<String> namespace,
    @NotNull String table) {}
