package io.anabranch.blockstore.lakefs;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another server's answers mean, each with a diagnosis of its own. */
class LakefsFailuresTest {

  private static final String COMMIT = "0123456789abcdef".repeat(4);
  private static final String LOG = "/lake/refs/" + COMMIT + "/commits?amount=1";
  private static final String STAT = "/lake/refs/" + COMMIT + "/objects/stat?path=a/b%20c";
  private static final PhysicalAddress OBJECT = new PhysicalAddress("lake", COMMIT + "/a/b c");

  /** Status and body by what follows the repositories' URL; 404 for what is not in here. */
  private final Map<String, Object> answers = new HashMap<>();

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer canned;
  private LakefsBlockstore store;

  @BeforeEach
  void start() throws IOException {
    canned = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canned.createContext("/api/v1/repositories", this::answer);
    canned.start();
    store = open(List.of("127.0.0.1"));
  }

  @AfterEach
  void stop() {
    store.close();
    canned.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().toString().substring("/api/v1/repositories".length());
    requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + asked);
    switch (answers.getOrDefault(asked, 404)) {
      case Integer status -> exchange.sendResponseHeaders(status, -1);
      case Object body -> {
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
    exchange.close();
  }

  @Test
  void whatIsMissingIsNamed() {
    fails(NOT_FOUND, "no repository `lake`", () -> store.stat(OBJECT));
    answers.put("/lake", "{}");
    fails(NOT_FOUND, "no branch, tag or commit `" + COMMIT, () -> store.stat(OBJECT));
    fails(NOT_FOUND, "no branch, tag or commit `" + COMMIT, () -> read(OBJECT));
    fails(NOT_FOUND, "no branch, tag or commit `main`", () -> store.settle(at("main/a")));
    answers.put(LOG, "{\"results\": [{\"id\": \"" + COMMIT + "\"}]}");
    fails(NOT_FOUND, "no such path", () -> store.stat(OBJECT));
    fails(NOT_FOUND, "no such path", () -> read(OBJECT));
    answers.put(STAT, "{\"path\": \"a/b c\"}");
    fails(NOT_FOUND, "bytes are deleted there", () -> read(OBJECT));
    answers.put("/lake/refs/" + COMMIT + "/objects?path=a/b%20c", 410);
    fails(NOT_FOUND, "bytes are deleted there", () -> read(OBJECT));
  }

  @ParameterizedTest
  @CsvSource({
    "401, FORBIDDEN, secret_access_key",
    "403, FORBIDDEN, may read there",
    "400, INVALID_ADDRESS, takes no such name",
    "429, BUSY, fewer requests",
    "500, UNAVAILABLE, status 500",
    "418, UNAVAILABLE, check the store's endpoint",
    "<html>, UNAVAILABLE, not one of this API",
  })
  void whatTheServerAnswers(String answer, Kind kind, String diagnosis) {
    answers.put(STAT, answer.startsWith("<") ? answer : Integer.valueOf(answer));

    fails(kind, diagnosis, () -> store.stat(OBJECT));
    assertThat(requests).allMatch(request -> request.startsWith("Basic aWQ6dGhlLXNlY3JldA== /"));
  }

  @Test
  void whetherTheServerIsThereIsAskedInNoRepository() {
    ListRequest nowhere = ListRequest.of("", "");
    fails(
        UNAVAILABLE,
        "knows no repositories; check the store's endpoint",
        () -> store.list(nowhere));
    answers.put("?amount=1", 401);
    fails(FORBIDDEN, "access_key_id", () -> store.list(nowhere));
    answers.put("?amount=1", "{\"results\": [{\"id\": \"lake\"}]}");
    assertThat(store.list(nowhere).objects()).isEmpty();
  }

  @Test
  void whatIsToldOfAnObject() {
    answers.put(
        STAT,
        """
        {"path": "a/b c", "checksum": "\\"tag\\"", "size_bytes": 7, "mtime": 1700000000,
         "content_type": "text/csv", "metadata": {"k": "v"}, "of_a_later_version": []}
        """);
    ObjectInfo info = store.stat(OBJECT);

    assertThat(info.address()).isEqualTo(OBJECT);
    assertThat(info.etag()).isEqualTo("tag");
    assertThat(info.size()).isEqualTo(7);
    assertThat(info.lastModified()).hasToString("2023-11-14T22:13:20Z");
    assertThat(info.attributes().contentType()).contains("text/csv");
    assertThat(info.attributes().metadata()).containsExactly(Map.entry("k", "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"main/a", "main~1/a", "v1.0/a", "0123/a"})
  void whatMayMoveIsNotRead(String key) {
    fails(INVALID_ADDRESS, "may move", () -> store.stat(at(key)));
    fails(INVALID_ADDRESS, "may move", () -> read(at(key)));
    fails(INVALID_ADDRESS, "may move", () -> store.list(ListRequest.of("lake", key)));
    assertThat(requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "lake, a, INVALID_ADDRESS",
    "lake, /a, INVALID_ADDRESS",
    "lake, ../x, NOT_FOUND",
    ".., main/x, NOT_FOUND",
    "a/b, main/x, NOT_FOUND",
    "'', main/x, NOT_FOUND"
  })
  void whatCanBeNoNameIsNotAskedFor(String container, String key, Kind kind) {
    fails(kind, "", () -> store.settle(new PhysicalAddress(container, key)));
    assertThat(requests).isEmpty();
  }

  @Test
  void anIdOfAnotherFormSettlesNothing() {
    answers.put("/lake/refs/main/commits?amount=1", "{\"results\": [{\"id\": \"main\"}]}");
    fails(UNSUPPORTED, "`main` is no commit id", () -> store.settle(at("main/a")));
    answers.put("/lake/refs/main/commits?amount=1", "{\"results\": []}");
    answers.put("/lake", "{}");
    fails(NOT_FOUND, "nothing is committed", () -> store.settle(at("main/a")));
  }

  @Test
  void anAddressThatIsNotAllowedIsNotAsked() {
    store.close();
    store = open(List.of());
    fails(FORBIDDEN, "allowed_addresses", () -> store.settle(at("main/a")));
    assertThat(requests).isEmpty();
  }

  @Test
  void nothingIsEverWritten() {
    assertThat(store.capabilities().writable()).isFalse();
    fails(
        UNSUPPORTED,
        "only read from",
        () -> store.put(OBJECT, Content.of(new byte[1]), PutOptions.REPLACE));
    fails(UNSUPPORTED, "only read from", () -> store.copy(OBJECT, OBJECT, CopyOptions.REPLACE));
    fails(UNSUPPORTED, "only read from", () -> store.delete(List.of(OBJECT)));
    assertThat(requests).isEmpty();
  }

  private static PhysicalAddress at(String key) {
    return new PhysicalAddress("lake", key);
  }

  private void read(PhysicalAddress address) {
    store.open(address, ReadOptions.WHOLE).close();
  }

  private LakefsBlockstore open(List<String> allowed) {
    Duration limit = Duration.ofSeconds(10);
    return LakefsBlockstore.open(
        new LakefsSettings(
            URI.create("http://127.0.0.1:" + canned.getAddress().getPort()),
            "id",
            "the-secret",
            new OutgoingSettings(AddressRules.allowing(allowed), 8, limit, limit, limit)),
        Clock.systemUTC());
  }

  private static void fails(Kind kind, String diagnosis, ThrowingCallable call) {
    BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);
    assertThat(failure).hasMessageContaining(diagnosis).message().doesNotContain("the-secret");
    assertThat(failure.kind()).isEqualTo(kind);
  }
}
