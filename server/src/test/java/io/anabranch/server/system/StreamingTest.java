package io.anabranch.server.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.TestServer;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Objects larger than the server's memory pass through it unharmed. */
@Timeout(900)
class StreamingTest {

  private static final String REPOSITORY = "on-hot";
  private static final int SLOW_CLIENTS = 6;
  private static final int MIB = 1 << 20;
  private static final int HEAP_MIB = 256;

  /** A heap that is full, and what any JVM with this class path takes beside it. */
  private static final long MEMORY_MAX_BYTES = (HEAP_MIB + 224L) * MIB;

  @TempDir Path directory;

  @Test
  void largeObjectsPassInLittleMemory() throws Exception {
    pass(64L * MIB);
  }

  @Test
  @Tag("nightly")
  void objectsMuchLargerThanTheMemoryPass() throws Exception {
    pass(2048L * MIB);
  }

  private void pass(long length) throws Exception {
    try (var database = TestDatabase.create();
        var server =
            ServerProcess.start(
                TestServer.writeConfiguration(database, directory), "-Xmx" + HEAP_MIB + "m");
        var transfer = new Transfer(server.uri())) {
      server.client().createRepository(REPOSITORY, "hot").expect(201);
      upAndDown(transfer, length);
      slowly(transfer, length);
      assertThat(server.peakMemoryBytes()).isLessThan(MEMORY_MAX_BYTES);
    }
  }

  private static void upAndDown(Transfer transfer, long length) throws Exception {
    expectCreated(transfer.upload(REPOSITORY, "sized", RandomContent.of(1, length), length));
    expectCreated(transfer.uploadChunked(REPOSITORY, "chunked", RandomContent.of(2, length)));
    assertHolds(transfer.download(REPOSITORY, "sized"), 1, length);
    assertHolds(transfer.download(REPOSITORY, "chunked"), 2, length);
  }

  /** Half of everything is in flight when all clients stop; the server must not take the rest. */
  private static void slowly(Transfer transfer, long length) throws Exception {
    List<HttpResponse<InputStream>> downloads = new ArrayList<>();
    List<RandomContent> contents = new ArrayList<>();
    List<Future<HttpResponse<String>>> uploads = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        downloads.add(transfer.download(REPOSITORY, "sized"));
        var content = RandomContent.halting(i, length / SLOW_CLIENTS);
        contents.add(content);
        String path = "slow-" + i;
        uploads.add(threads.submit(() -> transfer.uploadChunked(REPOSITORY, path, content)));
      }
      for (var content : contents) {
        content.awaitStop();
      }
      // Others are served meanwhile.
      assertHolds(transfer.download(REPOSITORY, "chunked"), 2, length);
      contents.forEach(RandomContent::resume);
      for (var upload : uploads) {
        expectCreated(upload.get());
      }
    }
    for (int i = 0; i < SLOW_CLIENTS; i++) {
      assertHolds(transfer.download(REPOSITORY, "slow-" + i), i, length / SLOW_CLIENTS);
    }
    for (var download : downloads) {
      assertHolds(download, 1, length);
    }
  }

  private static void expectCreated(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void assertHolds(HttpResponse<InputStream> answer, long seed, long length)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(length);
    Transfer.assertSame(answer.body(), RandomContent.of(seed, length));
  }
}
