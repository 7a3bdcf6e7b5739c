package io.anabranch.server.refsdump;

import io.anabranch.versioning.refsdump.RefsDump;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;

/** The trees of a dump on the wire. */
@Serdeable(naming = SnakeCaseStrategy.class)
record RefsDumpBody(String commitsMetaRangeId, String tagsMetaRangeId, String branchesMetaRangeId) {

  static RefsDumpBody of(RefsDump dump) {
    return new RefsDumpBody(dump.commits().value(), dump.tags().value(), dump.branches().value());
  }

  static RefsDumpBody of(Map<String, String> texts) {
    return new RefsDumpBody(
        texts.getOrDefault("commits", ""),
        texts.getOrDefault("tags", ""),
        texts.getOrDefault("branches", ""));
  }

  /** The dump again, by {@link #of(Map)}. */
  Map<String, String> texts() {
    return Map.of(
        "commits", commitsMetaRangeId, "tags", tagsMetaRangeId, "branches", branchesMetaRangeId);
  }
}
