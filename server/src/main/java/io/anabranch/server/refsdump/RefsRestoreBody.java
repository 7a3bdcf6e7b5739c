package io.anabranch.server.refsdump;

import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.refsdump.RefsDump;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** The trees of the dump to restore. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RefsRestoreBody(
    @NotNull String commitsMetaRangeId,
    @NotNull String tagsMetaRangeId,
    @NotNull String branchesMetaRangeId,
    @Nullable Boolean force) {

  RefsDump dump() {
    return new RefsDump(
        new MetaRangeId(commitsMetaRangeId),
        new MetaRangeId(tagsMetaRangeId),
        new MetaRangeId(branchesMetaRangeId));
  }
}
