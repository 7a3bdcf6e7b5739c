package io.anabranch.server.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files of a store that are sent are closed, however the answer ends. */
@ExtendWith(SharedServer.class)
@EnabledOnOs(OS.LINUX)
class OpenFilesApiTest {

  private static final int LARGE_BYTES = 8 << 20;

  private final TestServer server;
  private final TestRepository repository;

  OpenFilesApiTest(TestServer server) {
    this.server = server;
    this.repository = TestRepository.create(server.client());
    repository.upload("main", "large", new byte[LARGE_BYTES]).expect(201);
  }

  @Test
  void headOpensNone() {
    String path = repository.path("/refs/main/objects?path=large");
    for (int i = 0; i < 200; i++) {
      repository.client().head(path).expect(200);
    }
    Eventually.succeeds(() -> assertThat(openFiles()).isEmpty());
  }

  @Test
  void wholeAndPartialReadsCloseTheirs() {
    assertThat(repository.read("main", "large").expect(200).bytes()).hasSize(LARGE_BYTES);
    for (int i = 0; i < 20; i++) {
      repository.read("main", "large", "Range", "bytes=5-100000").expect(206);
      repository.read("main", "large", "Range", "bytes=5-9").expect(206);
      repository.read("main", "large", "Range", "bytes=99999999-").expect(416);
    }
    Eventually.succeeds(() -> assertThat(openFiles()).isEmpty());
  }

  @Test
  void abortedReadsCloseTheirs() throws IOException {
    for (int i = 0; i < 20; i++) {
      abortedRead();
    }
    Eventually.succeeds(() -> assertThat(openFiles()).isEmpty());
    assertThat(repository.read("main", "large").expect(200).bytes()).hasSize(LARGE_BYTES);
  }

  private void abortedRead() throws IOException {
    String pair = TestServer.ACCESS_KEY + ":" + TestServer.SECRET;
    String request =
        "GET /api/v1%s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n\r\n"
            .formatted(
                repository.path("/refs/main/objects?path=large"),
                Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(2_000)).asString().startsWith("HTTP/1.1 200");
      // Closing with bytes unread resets the connection under the server's hands.
    }
  }

  /** Of this process, below the store's folder of the repository. */
  private List<Path> openFiles() {
    Path data = server.directory().resolve("hot").resolve(repository.name());
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.map(OpenFilesApiTest::target).filter(p -> p.startsWith(data)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (NoSuchFileException e) {
      return Path.of("closed meanwhile");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
