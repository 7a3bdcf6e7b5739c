package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.Link;
import io.anabranch.server.testing.TestServer;
import io.lakefs.clients.sdk.ApiClient;
import io.lakefs.clients.sdk.ApiException;
import io.lakefs.clients.sdk.BranchesApi;
import io.lakefs.clients.sdk.CommitsApi;
import io.lakefs.clients.sdk.ConfigApi;
import io.lakefs.clients.sdk.ExperimentalApi;
import io.lakefs.clients.sdk.ImportApi;
import io.lakefs.clients.sdk.ObjectsApi;
import io.lakefs.clients.sdk.RefsApi;
import io.lakefs.clients.sdk.RepositoriesApi;
import io.lakefs.clients.sdk.TagsApi;
import io.lakefs.clients.sdk.model.AbortPresignMultipartUpload;
import io.lakefs.clients.sdk.model.BranchCreation;
import io.lakefs.clients.sdk.model.Commit;
import io.lakefs.clients.sdk.model.CommitCreation;
import io.lakefs.clients.sdk.model.CompletePresignMultipartUpload;
import io.lakefs.clients.sdk.model.Diff;
import io.lakefs.clients.sdk.model.ImportCreation;
import io.lakefs.clients.sdk.model.ImportLocation;
import io.lakefs.clients.sdk.model.Merge;
import io.lakefs.clients.sdk.model.ObjectStats;
import io.lakefs.clients.sdk.model.Ref;
import io.lakefs.clients.sdk.model.RepositoryCreation;
import io.lakefs.clients.sdk.model.StorageConfig;
import io.lakefs.clients.sdk.model.TagCreation;
import io.lakefs.clients.sdk.model.UploadPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java client of the field, as published, does the main job on two stores. */
@Timeout(120)
class LakefsSdkTest {

  @TempDir Path directory;
  private TestServer server;
  private ApiClient client;

  @BeforeEach
  void start() {
    server =
        TestServer.start(
            directory, text -> text.replace("/archive }", "/archive, import_enabled: true }"));
    client = new ApiClient();
    client.setBasePath(server.uri() + "/api/v1");
    client.setUsername(TestServer.ACCESS_KEY);
    client.setPassword(TestServer.SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
    client.getHttpClient().dispatcher().executorService().shutdown();
    client.getHttpClient().connectionPool().evictAll();
  }

  @Test
  void knowsBothStores() throws ApiException {
    var config = new ConfigApi(client).getConfig().execute();
    assertThat(Objects.requireNonNull(config.getStorageConfigList()))
        .extracting(StorageConfig::getBlockstoreId)
        .containsExactly("hot", "archive");
  }

  @Test
  void doesTheMainJobOnEachStore() throws Exception {
    for (String store : List.of("hot", "archive")) {
      mainJob("on-" + store, store);
    }
    assertThat(new RepositoriesApi(client).listRepositories().execute().getResults()).isEmpty();
  }

  @Test
  void uploadsInPartsByLinks() throws Exception {
    new RepositoriesApi(client)
        .createRepository(
            new RepositoryCreation()
                .name("in-parts")
                .storageNamespace("local://in-parts")
                .storageId("hot"))
        .execute();
    var uploads = new ExperimentalApi(client);
    var begun =
        uploads.createPresignMultipartUpload("in-parts", "main", "a.bin").parts(2).execute();
    List<String> links = Objects.requireNonNull(begun.getPresignedUrls());
    var completion =
        new CompletePresignMultipartUpload()
            .physicalAddress(begun.getPhysicalAddress())
            .parts(List.of(send(links, 1, "a".repeat(5 << 20)), send(links, 2, "the end")));
    var stats =
        uploads
            .completePresignMultipartUpload("in-parts", "main", begun.getUploadId(), "a.bin")
            .completePresignMultipartUpload(completion)
            .execute();
    assertThat(stats.getSizeBytes()).isEqualTo((5 << 20) + 7);
    assertThat(read("in-parts", "main", "a.bin")).endsWith("aathe end");

    var other = uploads.createPresignMultipartUpload("in-parts", "main", "b.bin").execute();
    uploads
        .abortPresignMultipartUpload("in-parts", "main", other.getUploadId(), "b.bin")
        .abortPresignMultipartUpload(
            new AbortPresignMultipartUpload().physicalAddress(other.getPhysicalAddress()))
        .execute();
  }

  private static UploadPart send(List<String> links, int number, String text) {
    var sent = Link.of(links.get(number - 1)).put(text.getBytes(UTF_8)).expect(200);
    return new UploadPart().partNumber(number).etag(sent.header("ETag"));
  }

  @Test
  void importsWithoutCopying() throws Exception {
    new RepositoriesApi(client)
        .createRepository(
            new RepositoryCreation()
                .name("imports")
                .storageNamespace("local://imports")
                .storageId("archive"))
        .execute();
    Files.createDirectories(directory.resolve("archive/data/2026"));
    Files.writeString(directory.resolve("archive/data/2026/one.csv"), "one");
    var imports = new ImportApi(client);
    String id =
        imports
            .importStart(
                "imports",
                "main",
                new ImportCreation()
                    .commit(new CommitCreation().message("imported"))
                    .addPathsItem(
                        new ImportLocation()
                            .type(ImportLocation.TypeEnum.COMMON_PREFIX)
                            .path("local://data/2026/")
                            .destination("in/")))
            .execute()
            .getId();
    Eventually.succeeds(() -> assertImported(imports, id));
    assertThat(read("imports", "main", "in/one.csv")).isEqualTo("one");
  }

  private static void assertImported(ImportApi imports, String id) {
    try {
      var status = imports.importStatus("imports", "main", id).execute();
      assertThat(status.getCompleted()).isTrue();
      assertThat(status.getIngestedObjects()).isEqualTo(1);
      assertThat(Objects.requireNonNull(status.getCommit()).getMessage()).isEqualTo("imported");
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  private void mainJob(String repository, String store) throws Exception {
    var repositories = new RepositoriesApi(client);
    var created =
        repositories
            .createRepository(
                new RepositoryCreation()
                    .name(repository)
                    .storageNamespace("local://" + repository)
                    .storageId(store))
            .execute();
    assertThat(created.getStorageId()).isEqualTo(store);
    assertThat(repositories.getRepository(repository).execute()).isEqualTo(created);

    upload(repository, "main", "data/one.csv", "one");
    upload(repository, "main", "data/two.csv", "two");
    Commit first = commit(repository, "main", "first");
    branchAndChange(repository, first);
    assertDifferences(repository);
    mergeAndTag(repository);
    assertHistory(repository, first);

    repositories.deleteRepository(repository).execute();
    assertThatThrownBy(() -> repositories.getRepository(repository).execute())
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getCode()).isEqualTo(404));
  }

  private void branchAndChange(String repository, Commit first) throws Exception {
    var branches = new BranchesApi(client);
    branches.createBranch(repository, new BranchCreation().name("dev").source("main")).execute();
    assertThat(branches.getBranch(repository, "dev").execute().getCommitId())
        .isEqualTo(first.getId());
    upload(repository, "dev", "data/one.csv", "changed");
    upload(repository, "dev", "new.csv", "new");
    new ObjectsApi(client).deleteObject(repository, "dev", "data/two.csv").execute();
    assertThat(branches.diffBranch(repository, "dev").execute().getResults()).hasSize(3);
    commit(repository, "dev", "second");
    assertThat(branches.listBranches(repository).execute().getResults())
        .extracting(Ref::getId)
        .containsExactly("dev", "main");
  }

  private void assertDifferences(String repository) throws ApiException {
    assertThat(new RefsApi(client).diffRefs(repository, "main", "dev").execute().getResults())
        .extracting(Diff::getPath, diff -> String.valueOf(diff.getType()))
        .containsExactly(
            tuple("data/one.csv", "changed"),
            tuple("data/two.csv", "removed"),
            tuple("new.csv", "added"));
  }

  private void mergeAndTag(String repository) throws ApiException {
    var merged =
        new RefsApi(client)
            .mergeIntoBranch(repository, "dev", "main")
            .merge(new Merge().message("merged"))
            .execute();
    var tag =
        new TagsApi(client).createTag(repository, new TagCreation().id("v1").ref("main")).execute();
    assertThat(tag.getCommitId()).isEqualTo(merged.getReference());
    assertThat(new TagsApi(client).listTags(repository).execute().getResults())
        .containsExactly(tag);
  }

  private void assertHistory(String repository, Commit first) throws Exception {
    assertThat(new RefsApi(client).logCommits(repository, "v1").execute().getResults())
        .extracting(Commit::getMessage)
        .startsWith("merged", "second", "first");
    assertThat(new CommitsApi(client).getCommit(repository, first.getId()).execute())
        .isEqualTo(first);
    assertThat(read(repository, "v1", "data/one.csv")).isEqualTo("changed");
    assertThat(read(repository, first.getId(), "data/two.csv")).isEqualTo("two");

    var objects = new ObjectsApi(client);
    ObjectStats stats = objects.statObject(repository, "v1", "new.csv").execute();
    assertThat(stats.getSizeBytes()).isEqualTo(3);
    assertThat(stats.getContentType()).isNotEmpty();
    assertThat(objects.listObjects(repository, "v1").delimiter("/").execute().getResults())
        .extracting(ObjectStats::getPath)
        .containsExactly("data/", "new.csv");
    assertThat(
            objects.listObjects(repository, first.getId()).prefix("data/").execute().getResults())
        .extracting(ObjectStats::getPath)
        .containsExactly("data/one.csv", "data/two.csv");
  }

  private void upload(String repository, String branch, String path, String text)
      throws IOException, ApiException {
    Path file = Files.writeString(directory.resolve("content"), text);
    var stats =
        new ObjectsApi(client)
            .uploadObject(repository, branch, path)
            .content(file.toFile())
            .execute();
    assertThat(stats.getPath()).isEqualTo(path);
  }

  private String read(String repository, String ref, String path) throws IOException, ApiException {
    var file = new ObjectsApi(client).getObject(repository, ref, path).execute().toPath();
    try {
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }

  private Commit commit(String repository, String branch, String message) throws ApiException {
    return new CommitsApi(client)
        .commit(
            repository,
            branch,
            new CommitCreation().message(message).metadata(Map.of("by", "the sdk")))
        .execute();
  }
}
