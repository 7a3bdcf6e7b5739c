package io.anabranch.versioning.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.model.CommitId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitIdentityTest {

  @Test
  void computesTheIdsOfTheVectors() {
    for (JsonNode commit : Vectors.json("commits.json")) {
      List<CommitId> parents = new ArrayList<>();
      commit.get("parents").forEach(parent -> parents.add(new CommitId(parent.textValue())));
      assertThat(
              CommitIdentity.of(
                  commit.get("committer").textValue(),
                  commit.get("message").textValue(),
                  commit.get("metarange_id").textValue(),
                  commit.get("creation_date_unix").longValue(),
                  Vectors.map(commit.get("metadata")),
                  parents))
          .isEqualTo(new CommitId(commit.get("commit_id").textValue()));
    }
  }
}
