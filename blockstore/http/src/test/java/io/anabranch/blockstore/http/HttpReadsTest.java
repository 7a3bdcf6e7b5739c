package io.anabranch.blockstore.http;

import static io.anabranch.blockstore.BlockstoreException.Kind.CHANGED;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.RANGE_NOT_SATISFIABLE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.http.WebServer.Habit;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of reads when web servers do what they are known to do. */
class HttpReadsTest {

  private static final PhysicalAddress FILE = new PhysicalAddress("", "a b/file.csv");

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final InstantSource clock = () -> now;
  private final MemoryBlockstore files =
      new MemoryBlockstore(1 << 20, clock.withZone(ZoneOffset.UTC));
  private final WebServer server = WebServer.start(files);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aServerWithoutRangesServesWhatIsWhole() throws IOException {
    server.take(Habit.IGNORES_RANGES);
    write("0123456789");
    try (HttpBlockstore store = open()) {
      assertThat(read(store, ReadOptions.WHOLE)).isEqualTo("0123456789");
      assertThat(read(store, ReadOptions.range(0, 10))).isEqualTo("0123456789");
      assertThat(read(store, ReadOptions.range(0, 99))).isEqualTo("0123456789");
      BlockstoreException part = failure(() -> store.open(FILE, ReadOptions.range(0, 9)));
      assertThat(part)
          .hasMessageContaining(server.endpoint().toString())
          .hasMessageContaining("only whole");
      assertThat(part.kind()).isEqualTo(UNSUPPORTED);
      fails(UNSUPPORTED, () -> store.open(FILE, ReadOptions.range(5, 1)));
      fails(RANGE_NOT_SATISFIABLE, () -> store.open(FILE, ReadOptions.range(10, 1)));
    }
  }

  @Test
  void aPartThatWasNotAskedForIsNotGiven() {
    server.take(Habit.GIVES_ANOTHER_RANGE);
    write("0123456789");
    try (HttpBlockstore store = open()) {
      fails(UNSUPPORTED, () -> store.open(FILE, ReadOptions.range(3, 4)));
    }
  }

  /** With and without the server's help: it may judge the condition, or leave that to us. */
  @ParameterizedTest
  @EnumSource(
      value = Habit.class,
      names = {"REFUSES_HEAD", "IGNORES_CONDITIONS", "GIVES_WEAK_ETAGS", "GIVES_NO_ETAG"})
  void aFileThatChangedIsNeverReadAsTheOldOne(Habit habit) throws IOException {
    server.take(habit);
    write("old bytes");
    try (HttpBlockstore store = open()) {
      ReadOptions pinned = ReadOptions.WHOLE.withEtag(store.stat(FILE).etag());
      ReadOptions part = ReadOptions.range(4, 5).withEtag(store.stat(FILE).etag());
      assertThat(read(store, pinned)).isEqualTo("old bytes");
      assertThat(read(store, part)).isEqualTo("bytes");

      now = now.plusSeconds(1);
      write("new bytes");
      for (ReadOptions options : List.of(pinned, part)) {
        BlockstoreException changed = failure(() -> store.open(FILE, options));
        assertThat(changed.kind()).isEqualTo(CHANGED);
        assertThat(changed).hasMessageContaining("another one");
      }
      write("new");
      fails(CHANGED, () -> store.open(FILE, part));
      files.delete(List.of(FILE));
      fails(NOT_FOUND, () -> store.open(FILE, pinned));
    }
  }

  @Test
  void withoutAnEtagOneIsMadeOfTimeAndLength() {
    server.take(Habit.GIVES_NO_ETAG);
    write("12345");
    try (HttpBlockstore store = open()) {
      assertThat(store.stat(FILE).etag()).isEqualTo("modified-" + now.getEpochSecond() + "-5");
      server.take(Habit.GIVES_NO_TIME);
      assertThat(failure(() -> store.stat(FILE)))
          .hasMessageContaining("neither ETag nor Last-Modified");
      fails(UNSUPPORTED, () -> store.open(FILE, ReadOptions.WHOLE));
    }
  }

  @Test
  void aServerThatRefusesHeadIsAskedForAByte() {
    server.take(Habit.REFUSES_HEAD);
    ObjectInfo written = write("12345");
    try (HttpBlockstore store = open()) {
      assertThat(store.stat(FILE).size()).isEqualTo(5);
      assertThat(store.stat(FILE).etag()).isEqualTo(written.etag());
      write("");
      assertThat(store.stat(FILE).size()).isZero();
      files.delete(List.of(FILE));
      fails(NOT_FOUND, () -> store.stat(FILE));
    }
  }

  @Test
  void aFileOfUnknownLengthIsNotRead() {
    server.take(Habit.TELLS_NO_LENGTH);
    write("12345");
    try (HttpBlockstore store = open()) {
      assertThat(store.stat(FILE).size()).as("told with the part").isEqualTo(5);
      assertThat(failure(() -> store.open(FILE, ReadOptions.WHOLE)))
          .hasMessageContaining("no length");
    }
  }

  @Test
  void theContentTypeIsTheServers() {
    var attributes = new ObjectAttributes(Optional.of("text/csv; header=present"), Map.of());
    files.put(
        FILE, Content.of("a,b".getBytes(UTF_8)), PutOptions.REPLACE.withAttributes(attributes));
    try (HttpBlockstore store = open(List.of(FILE.key()))) {
      assertThat(store.stat(FILE).attributes()).isEqualTo(attributes);
      assertThat(store.open(FILE, ReadOptions.WHOLE).info().attributes()).isEqualTo(attributes);
      assertThat(store.list(ListRequest.of("", "")).objects().getFirst().attributes())
          .isEqualTo(ObjectAttributes.NONE);
    }
  }

  @Test
  void whatIsListedIsWhatTheListSaysAndTheServerHas() {
    write("12345");
    List<String> keys = List.of("gone.csv", FILE.key(), "c/d.csv");
    try (HttpBlockstore store = open(keys)) {
      ObjectPage page = store.list(ListRequest.of("", "").withDelimiter("/"));
      assertThat(page.commonPrefixes()).containsExactly("a b/", "c/");
      assertThat(page.objects()).as("gone.csv").isEmpty();
      assertThat(store.list(ListRequest.of("", "a")).objects())
          .extracting(ObjectInfo::size)
          .containsExactly(5L);
      assertThat(store.capabilities().listable()).isTrue();
    }
    assertThat(server.requests()).contains("HEAD gone.csv", "HEAD a b/file.csv");
    fails(UNAVAILABLE, () -> open(List.of("a/../b")).close());
    try (HttpBlockstore store = open()) {
      assertThat(store.capabilities().listable()).isFalse();
      assertThat(failure(() -> store.list(ListRequest.of("", ""))))
          .hasMessageContaining("urls_file")
          .extracting(BlockstoreException::kind)
          .isEqualTo(UNSUPPORTED);
    }
  }

  @Test
  void nothingIsEverWritten() {
    write("12345");
    try (HttpBlockstore store = open()) {
      assertThat(store.capabilities().writable()).isFalse();
      fails(UNSUPPORTED, () -> store.put(FILE, Content.of(new byte[1]), PutOptions.REPLACE));
      fails(UNSUPPORTED, () -> store.copy(FILE, FILE, CopyOptions.REPLACE));
      assertThat(failure(() -> store.delete(List.of(FILE)))).hasMessageContaining("read-only");
      fails(UNSUPPORTED, () -> store.open(FILE, ReadOptions.WHOLE.withVersion("1")));
    }
    assertThat(server.requests()).isEmpty();
  }

  /** A real server, which knows no ranges and no etags, and redirects folders to their pages. */
  @Test
  void theJdksFileServer(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("sub"));
    Path file = Files.writeString(folder.resolve("sub/a b.txt"), "some text");
    HttpServer real =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            folder.toRealPath(),
            OutputLevel.NONE);
    real.start();
    URI endpoint = URI.create("http://127.0.0.1:" + real.getAddress().getPort());
    var address = new PhysicalAddress("", "sub/a b.txt");
    try (HttpBlockstore store = open(endpoint, Optional.empty())) {
      ObjectInfo info = store.stat(address);
      assertThat(info.size()).isEqualTo(9);
      assertThat(info.etag()).startsWith("modified-").endsWith("-9");
      assertThat(info.attributes().contentType()).contains("text/plain");
      assertThat(read(store, address, ReadOptions.WHOLE.withEtag(info.etag())))
          .isEqualTo("some text");
      fails(UNSUPPORTED, () -> store.open(address, ReadOptions.range(1, 2)));
      fails(NOT_FOUND, () -> store.stat(new PhysicalAddress("", "sub")));
      fails(NOT_FOUND, () -> store.open(new PhysicalAddress("", "sub"), ReadOptions.WHOLE));
      fails(NOT_FOUND, () -> store.stat(new PhysicalAddress("", "none")));
      Files.writeString(file, "other");
      fails(CHANGED, () -> store.open(address, ReadOptions.WHOLE.withEtag(info.etag())));
    } finally {
      real.stop(0);
    }
  }

  private ObjectInfo write(String text) {
    return files.put(FILE, Content.of(text.getBytes(UTF_8)), PutOptions.REPLACE);
  }

  private HttpBlockstore open() {
    return open(server.endpoint(), Optional.empty());
  }

  private HttpBlockstore open(List<String> keys) {
    return open(server.endpoint(), Optional.of(keys));
  }

  private static HttpBlockstore open(URI endpoint, Optional<Collection<String>> keys) {
    return HttpBlockstore.open(SampleSettings.of(endpoint, keys), Clock.systemUTC());
  }

  private static String read(HttpBlockstore store, ReadOptions options) throws IOException {
    return read(store, FILE, options);
  }

  private static String read(HttpBlockstore store, PhysicalAddress address, ReadOptions options)
      throws IOException {
    try (var object = store.open(address, options)) {
      byte[] bytes = object.stream().readAllBytes();
      assertThat(bytes).hasSize((int) object.length());
      return new String(bytes, UTF_8);
    }
  }

  private static BlockstoreException failure(ThrowingCallable call) {
    BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  private static void fails(Kind kind, ThrowingCallable call) {
    assertThat(failure(call).kind()).isEqualTo(kind);
  }
}
