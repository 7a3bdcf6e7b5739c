package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.BranchCreation;
import io.anabranch.sdk.model.CommitCreation;
import io.anabranch.sdk.model.Merge;
import io.anabranch.sdk.model.RepositoryCreation;
import io.anabranch.sdk.model.TagCreation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A repository with a bit of everything: branches, a merge, a tag, names and sizes of all kinds.
 */
final class SmallHistory {

  private final Anabranch server;
  private final String repository;

  private SmallHistory(Anabranch server, String repository) {
    this.server = server;
    this.repository = repository;
  }

  /**
   * @param storageId null where the one store has none
   */
  static void create(Anabranch server, String repository, @Nullable String storageId)
      throws IOException {
    var wanted =
        new RepositoryCreation()
            .name(repository)
            .storageId(storageId)
            .storageNamespace("local://data/" + repository);
    server.repositories().createRepository(wanted, null);
    new SmallHistory(server, repository).fill();
  }

  private void fill() throws IOException {
    for (int i = 0; i < 10; i++) {
      put("main", "rivers/%02d.csv".formatted(i), "river " + i);
    }
    put("main", "empty", "");
    put("main", "a name with spaces+plus%20 and ünïcode", "odd");
    commit("main", "rivers");
    server
        .branches()
        .createBranch(repository, new BranchCreation().name("dev").source("main").hidden(false));
    put("dev", "rivers/03.csv", "river 3, measured again");
    try (InputStream large = RandomContent.of(7, 3_000_000)) {
      var options = UploadOptions.NONE.withMetadata(Map.of("source", "gauge"));
      server.contents().upload(repository, "dev", "large.bin", large, 3_000_000, options);
    }
    commit("dev", "measured again");
    put("main", "lakes/01.csv", "lake 1");
    commit("main", "lakes");
    server.refs().mergeIntoBranch(repository, "dev", "main", new Merge().message("merged"));
    server.tags().createTag(repository, new TagCreation().id("v1").ref("main~1"));
    put("dev", "after", "the merge");
    commit("dev", "after");
  }

  private void put(String branch, String path, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    server
        .contents()
        .upload(repository, branch, path, new ByteArrayInputStream(bytes), bytes.length);
  }

  private void commit(String branch, String message) {
    var commit = new CommitCreation().message(message).metadata(Map.of("of", branch));
    server.commits().commit(repository, branch, commit, null);
  }
}
