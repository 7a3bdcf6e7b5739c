package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.DiffList;
import io.anabranch.sdk.model.Repository;
import io.anabranch.sdk.model.RepositoryList;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code anabranch refs} does, and what it refuses; its moves are in RefsMigrationTest. */
@ExtendWith(SharedServer.class)
@Timeout(120)
class RefsToolTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestServer server;
  private final Anabranch anabranch;
  private final String repository = "refs-" + NEXT.incrementAndGet();
  @TempDir private Path directory;
  private RefsTool tool;

  RefsToolTest(TestServer server) {
    this.server = server;
    this.anabranch =
        Anabranch.connect(server.uri().toString(), TestServer.ACCESS_KEY, TestServer.SECRET);
    this.tool = new RefsTool(server.uri(), Path.of(""));
  }

  @BeforeEach
  void createRepository() throws IOException {
    tool = new RefsTool(server.uri(), directory);
    SmallHistory.create(anabranch, repository, "hot");
  }

  @AfterEach
  void close() {
    anabranch.close();
  }

  @Test
  void whatIsStagedIsNamedLeftOutOrCommitted() throws IOException {
    String clean = repository + "-clean";
    SmallHistory.create(anabranch, clean, "archive");
    stage("dev", "staged");
    stage("main", "staged");

    var refused = tool.run("dump", repository, clean, "no-such-one", tool.output());
    assertThat(refused.text())
        .contains(repository + ": not dumped", "dev, main", "--commit", "no-such-one: there is no")
        .contains("failed for 2 of 3");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(directory.toFile().list()).containsExactly(clean + "_manifest.json");

    run(0, "dump", repository, tool.output(), "--ignore-uncommitted");
    String without = Files.readString(Path.of(tool.manifest(repository)));
    run(0, "dump", "lakefs://" + repository + "/", tool.output(), "--commit");
    assertThat(Files.readString(Path.of(tool.manifest(repository)))).isNotEqualTo(without);
    assertThat(
            anabranch
                .refs()
                .logCommits(repository, "dev", "", 1, null, null, null, null, null, null)
                .getResults())
        .first()
        .returns("Committed changes for dump", commit -> commit.getMessage())
        .satisfies(commit -> assertThat(commit.getMetadata()).containsKey("dump"));
    assertThat(staged("dev")).isEmpty();
  }

  @Test
  void writesWhatTheFieldsScriptReads() throws IOException {
    run(0, "dump", repository, tool.output());
    var manifest = JSON.readTree(Path.of(tool.manifest(repository)).toFile());
    assertThat(manifest.path("repository").toString())
        .isEqualTo(
            """
            {"name":"%s","storage_namespace":"local://data/%s","default_branch":"main",\
            "storage_id":"hot"}"""
                .formatted(repository, repository));
    assertThat(manifest.path("refs").fieldNames())
        .toIterable()
        .containsExactly("commits_meta_range_id", "tags_meta_range_id", "branches_meta_range_id");
  }

  @Test
  void refusesWhatCannotBeRestoredBeforeAnythingIsCreated() throws IOException {
    run(0, "dump", repository, tool.output());
    List<String> before = repositories();

    refused(root -> section(root).put("name", "another"))
        .contains("is in use by repository '" + repository + "'");
    refused(root -> section(root).put("storage_id", "tape"))
        .contains("no store 'tape'", "hot, archive");
    refused(root -> section(root).put("storage_namespace", "local://elsewhere"))
        .contains("there is a repository '" + repository + "' already");
    refused(root -> section(root).remove("name")).contains("it has no repository.name");
    refused(root -> ((ObjectNode) root.path("refs")).put("tags_meta_range_id", "x".repeat(64)))
        .contains("refs.tags_meta_range_id must be 64 hex digits");
    stage("main", "more");
    run(0, "dump", repository, tool.output(), "--commit");
    refused(
            root ->
                ((ObjectNode) root.path("refs"))
                    .set("tags_meta_range_id", root.path("refs").path("commits_meta_range_id")))
        .contains("already, and it is not bare");
    assertThat(repositories()).isEqualTo(before);
  }

  @Test
  void aRestoreThatFailsLeavesNoRepository() throws IOException {
    run(0, "dump", repository, tool.output(), "--rm");
    String lost = "0".repeat(64);
    Path broken =
        edited(root -> ((ObjectNode) root.path("refs")).put("commits_meta_range_id", lost));
    assertThat(run(1, "restore", broken.toString()))
        .contains("Created repository: " + repository, lost, "Deleted repository: " + repository);
    assertThat(repositories()).doesNotContain(repository);

    assertThat(run(0, "restore", "--dry-run", tool.manifest(repository)))
        .contains("Would restore: " + repository);
    assertThat(repositories()).doesNotContain(repository);
    run(0, "restore", tool.manifest(repository));
    assertThat(run(0, "restore", tool.manifest(repository))).contains("Restored before");
  }

  @Test
  void verifiesEveryFileOfEveryTree() throws IOException {
    run(0, "dump", repository, tool.output());
    assertThat(run(0, "verify", tool.manifest(repository))).contains("Verified: " + repository);

    anabranch.repositories().deleteRepository(repository, null);
    List<String> before = repositories();
    assertThat(run(0, "verify", tool.manifest(repository))).contains("deleted afterwards");
    assertThat(repositories()).isEqualTo(before);

    List<Path> files = treeFiles();
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      byte[] intact = Files.readAllBytes(file);
      Files.delete(file);
      assertThat(run(1, "verify", tool.manifest(repository)))
          .contains("no range or metarange " + file.getFileName());
      byte[] damaged = intact.clone();
      damaged[damaged.length / 4] ^= 1;
      Files.write(file, damaged);
      assertThat(run(1, "verify", tool.manifest(repository)))
          .contains(file.getFileName().toString());
      Files.write(file, intact);
    }
    assertThat(repositories()).isEqualTo(before);
  }

  private String run(int status, String... arguments) {
    var outcome = tool.run(arguments);
    assertThat(outcome.status()).as(outcome.text()).isEqualTo(status);
    return outcome.text();
  }

  private AbstractStringAssert<?> refused(Consumer<ObjectNode> edit) throws IOException {
    return assertThat(run(1, "restore", edited(edit).toString()));
  }

  private static ObjectNode section(ObjectNode root) {
    return (ObjectNode) root.path("repository");
  }

  private Path edited(Consumer<ObjectNode> edit) throws IOException {
    var root = (ObjectNode) JSON.readTree(Path.of(tool.manifest(repository)).toFile());
    edit.accept(root);
    return Files.writeString(directory.resolve("edited.json"), root.toString());
  }

  private void stage(String branch, String path) {
    byte[] bytes = path.getBytes(UTF_8);
    anabranch
        .contents()
        .upload(repository, branch, path, new ByteArrayInputStream(bytes), bytes.length);
  }

  private List<?> staged(String branch) {
    DiffList page = anabranch.branches().diffBranch(repository, branch, "", 10, "", "");
    return page.getResults();
  }

  private List<String> repositories() {
    return Pages.of(
            after -> anabranch.repositories().listRepositories("refs-", after, 100, ""),
            RepositoryList::getResults,
            RepositoryList::getPagination)
        .map(Repository::getId)
        .toList();
  }

  /** Those that the dump reaches: all but the ones that were never part of a commit. */
  private List<Path> treeFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Path folder = server.directory().resolve("hot/data/" + repository + "/_lakefs");
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}")).forEach(files::add);
    }
    return files;
  }
}
