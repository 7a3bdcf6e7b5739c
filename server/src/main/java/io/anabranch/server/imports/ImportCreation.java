package io.anabranch.server.imports;

import io.anabranch.server.api.CommitCreation;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to import, and how to commit it. What lakeFS does not know is optional.
 *
 * @param mode see {@link io.anabranch.versioning.imports.ImportMode}
 * @param pin see {@link Pinning}
 * @param attributes whether the store is asked about each object of a prefix, to keep its content
 *     type and metadata
 */
@Serdeable(naming = SnakeCaseStrategy.class)
record ImportCreation(
    @NotNull List<@NotNull @Valid ImportLocation> paths,
    @NotNull @Valid CommitCreation commit,
    @Nullable Boolean force,
    @Nullable String mode,
    @Nullable String pin,
    @Nullable Boolean attributes) {}
