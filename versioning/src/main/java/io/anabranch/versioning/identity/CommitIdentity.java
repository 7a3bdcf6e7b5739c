package io.anabranch.versioning.identity;

import io.anabranch.versioning.format.IdentityHash;
import io.anabranch.versioning.model.CommitId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Computes the ids of commits; the format is in docs/formats/trees.md. */
public final class CommitIdentity {

  private static final String VERSION = "commit:v1";

  private CommitIdentity() {}

  /**
   * @param metaRangeId empty for a repository's first commit
   * @param creationSeconds since the Unix epoch; parts of a second are not in the id
   * @param parents in their order, which matters
   */
  public static CommitId of(
      String committer,
      String message,
      String metaRangeId,
      long creationSeconds,
      Map<String, String> metadata,
      List<CommitId> parents) {
    byte[] digest =
        new IdentityHash()
            .string(VERSION)
            .string(committer)
            .string(message)
            .string(metaRangeId)
            .int64(creationSeconds)
            .map(metadata)
            .embedded(ofParents(parents))
            .digest();
    return new CommitId(HexFormat.of().formatHex(digest));
  }

  private static byte[] ofParents(List<CommitId> parents) {
    return new IdentityHash().strings(parents.stream().map(CommitId::value).toList()).digest();
  }
}
