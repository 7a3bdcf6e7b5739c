package io.anabranch.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.ConflictException;
import io.anabranch.sdk.Contents;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.NotFoundException;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.PreconditionFailedException;
import io.anabranch.sdk.UnauthorizedException;
import io.anabranch.sdk.UnreachableException;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.BranchCreation;
import io.anabranch.sdk.model.CommitCreation;
import io.anabranch.sdk.model.Diff;
import io.anabranch.sdk.model.DiffList;
import io.anabranch.sdk.model.Merge;
import io.anabranch.sdk.model.RepositoryCreation;
import io.anabranch.sdk.model.StorageConfig;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Our own client for Java does the main job, and streams what does not fit into memory. */
@ExtendWith(SharedServer.class)
@Timeout(60)
class SdkTest {

  private static final AtomicInteger NEXT = new AtomicInteger();

  @TempDir Path directory;
  private final TestServer server;
  private final Anabranch anabranch;
  private final String repository = "sdk-" + NEXT.incrementAndGet();

  SdkTest(TestServer server) {
    this.server = server;
    this.anabranch = connect(TestServer.SECRET);
    anabranch
        .repositories()
        .createRepository(
            new RepositoryCreation()
                .name(repository)
                .storageId("archive")
                .storageNamespace("local://" + repository),
            null);
  }

  private Anabranch connect(String secret) {
    return Anabranch.connect(server.uri().toString(), TestServer.ACCESS_KEY, secret);
  }

  @AfterEach
  void close() {
    anabranch.close();
  }

  @Test
  void doesTheMainJob() throws IOException {
    String source =
        anabranch
            .branches()
            .createBranch(repository, new BranchCreation().name("dev").source("main"));
    assertThat(source).matches("[0-9a-f]{64}");
    Path file = Files.writeString(directory.resolve("rhine.csv"), "river,km\nRhine,1233\n");
    var stats =
        anabranch
            .contents()
            .upload(
                repository,
                "dev",
                "rivers/the rhine+1.csv",
                file,
                UploadOptions.NONE
                    .withContentType("text/csv")
                    .withMetadata(Map.of("source", "gauge"))
                    .ifAbsent());
    assertThat(stats.getSizeBytes()).isEqualTo(Files.size(file));
    assertThat(stats.getContentType()).isEqualTo("text/csv");
    assertThat(stats.getMetadata()).containsEntry("source", "gauge");
    anabranch.commits().commit(repository, "dev", new CommitCreation().message("the Rhine"), null);
    var merged = anabranch.refs().mergeIntoBranch(repository, "dev", "main", new Merge());
    assertThat(anabranch.branches().getBranch(repository, "main").getCommitId())
        .isEqualTo(merged.getReference());
    try (Download download =
        anabranch.contents().download(repository, "main", "rivers/the rhine+1.csv")) {
      assertThat(download.length()).hasValue(Files.size(file));
      assertThat(download.contentType()).isEqualTo("text/csv");
      assertThat(download.stream().readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
    var linked = UploadOptions.NONE.withMetadata(Map.of("by", "link"));
    assertThat(anabranch.links().upload(repository, "dev", "linked", file, linked).getMetadata())
        .containsEntry("by", "link");
    try (Download download = anabranch.links().download(repository, "dev", "linked")) {
      assertThat(download.stream().readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }
    assertThat(anabranch.config().getConfig().getStorageConfigList())
        .extracting(StorageConfig::getBlockstoreId)
        .containsExactly("hot", "archive");
    assertThat(anabranch.stores().getStoreHealth("archive").getStorageId()).isEqualTo("archive");
  }

  @Test
  void streamsBytesOfKnownAndUnknownLength() throws IOException {
    long length = 40_000_000;
    try (InputStream known = RandomContent.of(1, length);
        InputStream unknown = RandomContent.of(2, length)) {
      anabranch.contents().upload(repository, "main", "known", known, length);
      anabranch.contents().upload(repository, "main", "unknown", unknown, Contents.UNKNOWN_LENGTH);
    }
    try (Download download = anabranch.contents().download(repository, "main", "known");
        InputStream expected = RandomContent.of(1, length)) {
      assertThat(download.stream()).hasSameContentAs(expected);
    }
    try (Download part =
            anabranch.contents().download(repository, "main", "unknown", 1_000_000, 1_999_999);
        InputStream whole = RandomContent.of(2, length)) {
      whole.skipNBytes(1_000_000);
      assertThat(part.stream().readAllBytes()).isEqualTo(whole.readNBytes(1_000_000));
    }
    anabranch.contents().upload(repository, "main", "empty", InputStream.nullInputStream(), 0);
    assertThat(anabranch.objects().statObject(repository, "main", "empty", null, null))
        .returns(0L, stats -> stats.getSizeBytes());
  }

  @Test
  void goesThroughAllPages() {
    for (int i = 0; i < 7; i++) {
      upload("object-" + i);
    }
    var asked = new AtomicInteger();
    var paths =
        Pages.of(
                after -> {
                  asked.incrementAndGet();
                  return anabranch.branches().diffBranch(repository, "main", after, 2, null, null);
                },
                DiffList::getResults,
                DiffList::getPagination)
            .map(Diff::getPath);
    assertThat(paths.limit(3)).containsExactly("object-0", "object-1", "object-2");
    assertThat(asked).hasValue(2);
  }

  private void upload(String path) {
    byte[] bytes = path.getBytes(UTF_8);
    anabranch
        .contents()
        .upload(repository, "main", path, new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void tellsFailuresApart() throws IOException {
    assertThatThrownBy(() -> anabranch.branches().getBranch(repository, "no-such"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no-such");
    assertThatThrownBy(() -> anabranch.contents().download(repository, "main", "absent"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () ->
                anabranch
                    .branches()
                    .createBranch(repository, new BranchCreation().name("main").source("main")))
        .isInstanceOf(ConflictException.class);
    upload("taken");
    assertThatThrownBy(
            () ->
                anabranch
                    .contents()
                    .upload(
                        repository,
                        "main",
                        "taken",
                        InputStream.nullInputStream(),
                        0,
                        UploadOptions.NONE.ifAbsent()))
        .isInstanceOf(PreconditionFailedException.class);
    try (var stranger = connect("wrong")) {
      assertThatThrownBy(() -> stranger.repositories().getRepository(repository))
          .isInstanceOf(UnauthorizedException.class);
    }
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    try (var nobody = Anabranch.connect("http://127.0.0.1:" + port, "key", "secret")) {
      assertThatThrownBy(() -> nobody.config().getConfig())
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("nothing listens there");
    }
  }

  @Test
  void refusesWhatIsNoServer() {
    for (String url : List.of("ftp://somewhere", "somewhere", "http:/x")) {
      assertThatThrownBy(() -> Anabranch.connect(url, "key", "secret"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(url);
    }
  }
}
