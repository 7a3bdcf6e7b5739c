package io.anabranch.server.stores.lifecycle;

import static io.anabranch.server.testing.TestServer.ACCESS_KEY;
import static io.anabranch.server.testing.TestServer.SECRET;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.Eventually;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.server.wiring.AnabranchServer;
import io.anabranch.server.wiring.StartupFaults;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one server changes of stores, the other does too; and nobody else notices. */
@Timeout(180)
final class StoresOnTwoServersTest {

  private static final String STORES = "//api/anabranch/v1/stores";
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** For the few times when other tests have the machine. */
  private static final Duration AT_LATEST = Duration.ofSeconds(5);

  private static final int WRITERS = 50;
  private static final int CHANGES = 6;
  private static final int RACES = 20;
  private static final String KEY = "secret_key: \"a signing key only of this test\"";

  @TempDir private Path directory;

  /** How long each change took to be seen on the other server. */
  private final List<Duration> delays = new ArrayList<>();

  @AfterEach
  void changesAreSeenAtOnce() {
    if (!delays.isEmpty()) {
      Collections.sort(delays);
      assertThat(delays.get(delays.size() / 2)).as("the median of %s", delays).isLessThan(AT_ONCE);
      assertThat(delays.getLast()).isLessThan(AT_LATEST);
    }
  }

  private TestServer start() {
    return TestServer.start(directory, this::allowing);
  }

  private String allowing(String text) {
    return text.replace(
        "  stores:\n",
        "  attach: { local_prefixes: [%s/attached] }\n  stores:\n".formatted(directory));
  }

  private Map<String, Object> local(String id) {
    String path = directory.resolve("attached").resolve(id).toString();
    return Map.of("id", id, "type", "local", "local", Map.of("path", path));
  }

  private static ApiClient client(AnabranchServer server) {
    return ApiClient.withKey(server.uri(), ACCESS_KEY, SECRET);
  }

  @Test
  void aChangeIsInForceEverywhereWithinASecondAndNoRequestFails() throws Exception {
    try (var first = start();
        AnabranchServer second = first.startAnother()) {
      ApiClient here = first.client();
      ApiClient there = client(second);
      var repository = TestRepository.create(here);
      repository.upload("main", "first", "bytes").expect(201);
      var stop = new AtomicBoolean();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          var through = new TestRepository(i % 2 == 0 ? here : there, repository.name());
          String path = "w" + i + "/";
          writers.add(threads.submit(() -> write(through, path, stop)));
        }
        try {
          for (int i = 0; i < CHANGES; i++) {
            change(i % 2 == 0 ? here : there, i % 2 == 0 ? there : here, "s" + i);
          }
        } finally {
          stop.set(true);
        }
        for (Future<Integer> writer : writers) {
          assertThat(writer.get(60, SECONDS)).isPositive();
        }
      }
    }
  }

  /** Attached, changed, used and detached here, each time seen there. */
  private void change(ApiClient here, ApiClient there, String id) {
    here.post(STORES, local(id)).expect(201);
    seen(() -> there.get(STORES + "/" + id).expect(200));
    String name = TestRepository.freshName("on-" + id);
    there.createRepository(name, id).expect(201);
    here.upload(name, "main", "a", "bytes").expect(201);
    here.send(
            "PATCH",
            STORES + "/" + id,
            ApiClient.json(Map.of("read_only", true)),
            "Content-Type",
            "application/json")
        .expect(200);
    seen(() -> there.upload(name, "main", "b", "bytes").expect(403));
    here.delete(STORES + "/" + id).expect(409);
    here.send(
            "PATCH",
            STORES + "/" + id,
            ApiClient.json(Map.of("read_only", false)),
            "Content-Type",
            "application/json")
        .expect(200);
    seen(() -> there.delete("/repositories/" + name).expect(204));
    here.delete(STORES + "/" + id).expect(204);
    seen(() -> there.get(STORES + "/" + id).expect(404));
    assertThat(version(there)).isEqualTo(version(here));
  }

  private void seen(Runnable assertion) {
    long start = System.nanoTime();
    Eventually.succeeds(assertion);
    delays.add(Duration.ofNanos(System.nanoTime() - start));
  }

  private static long version(ApiClient client) {
    return client.get(STORES).expect(200).json().path("version").asLong();
  }

  private static int write(TestRepository repository, String path, AtomicBoolean stop) {
    int written = 0;
    while (!stop.get() || written == 0) {
      repository.upload("main", path + written++ % 10, "bytes").expect(201);
    }
    return written;
  }

  /** Of two that attach one id, one does; a store goes, or a repository comes, never both. */
  @Test
  void racesBetweenServersHaveOneWinner() throws Exception {
    try (var first = start();
        AnabranchServer second = first.startAnother();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ApiClient here = first.client();
      ApiClient there = client(second);
      for (int i = 0; i < RACES; i++) {
        String id = "race-" + i;
        var mine = threads.submit(() -> here.post(STORES, local(id)).status());
        var yours = threads.submit(() -> there.post(STORES, local(id)).status());
        assertThat(List.of(mine.get(), yours.get())).containsExactlyInAnyOrder(201, 409);

        seen(() -> there.get(STORES + "/" + id).expect(200));
        seen(() -> here.get(STORES + "/" + id).expect(200));
        var detached = threads.submit(() -> here.delete(STORES + "/" + id).status());
        var created = threads.submit(() -> there.createRepository(id, id).status());
        if (detached.get() == 204) {
          assertThat(created.get()).isIn(400, 409, 503);
          there.get("/repositories/" + id).expect(404);
        } else {
          assertThat(detached.get()).isEqualTo(409);
          assertThat(created.get()).isEqualTo(201);
          here.upload(id, "main", "a", "bytes").expect(201);
        }
      }
    }
  }

  @Test
  void whoMissedAChangeCatchesUpWhenConnectedAgain() throws Exception {
    try (var first = start();
        AnabranchServer second = first.startAnother()) {
      try (var connection = first.database().connect();
          var statement = connection.createStatement()) {
        statement.execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND query LIKE 'LISTEN anabranch_stores%'
            """);
        assertThat(statement.getResultSet().next()).as("somebody listens").isTrue();
      }
      first.client().post(STORES, local("missed")).expect(201);
      Eventually.succeeds(() -> client(second).get(STORES + "/missed").expect(200));
      Eventually.succeeds(() -> assertThat(listeners(first)).isEqualTo(2));
      first.client().delete(STORES + "/missed").expect(204);
      seen(() -> client(second).get(STORES + "/missed").expect(404));
    }
  }

  private static int listeners(TestServer server) {
    try (var connection = server.database().connect();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE 'LISTEN anabranch_stores%'
                    """)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSigningKeyIsExchangedWithoutLosingWhatIsAttached() throws Exception {
    UnaryOperator<String> next = text -> text.replace(KEY, "secret_key: next");
    UnaryOperator<String> both =
        text ->
            text.replace(
                KEY,
                "secret_key: next\n    previous_secret_keys: [\"a signing key only of this test\"]");
    try (var first = start()) {
      first.client().post(STORES, local("kept")).expect(201);
      TestRepository.create(first.client(), "kept").upload("main", "a", "bytes").expect(201);

      Assertions.assertThatThrownBy(() -> first.startAnother(next).close())
          .rootCause()
          .isInstanceOf(StartupFaults.class)
          .hasMessageContaining("`kept`")
          .hasMessageContaining("blockstores.signing.previous_secret_keys");
      try (AnabranchServer rotated = first.startAnother(both)) {
        ApiClient client = client(rotated);
        client.get(STORES + "/kept").expect(200);
        var done = client.post(STORES + "/reencrypt", Map.of()).expect(200, "reencryptStores");
        assertThat(done.json().path("changed").asInt()).isEqualTo(1);
        var again = client.post(STORES + "/reencrypt", Map.of()).expect(200);
        assertThat(again.json().path("changed").asInt()).isZero();
      }
      try (AnabranchServer rotated = first.startAnother(next)) {
        client(rotated).get(STORES + "/kept").expect(200);
      }
    }
  }

  @Test
  void theStoresOfAConfigurationAreReloadedWholeOrNotAtAll() {
    try (var server = start()) {
      ApiClient client = server.client();
      client.post(STORES, local("mine")).expect(201);
      var repository = TestRepository.create(client, "archive");
      String more = "    - { id: more, type: local, local: { path: " + directory + "/more } }\n";
      UnaryOperator<String> added = text -> text + more;

      server.rewriteConfiguration(added);
      var dry =
          client.post(STORES + "/reload", Map.of("dry_run", true)).expect(200, "reloadStores");
      assertThat(dry.json().path("added").toString()).isEqualTo("[\"more\"]");
      client.get(STORES + "/more").expect(404);
      var done = client.post(STORES + "/reload", Map.of()).expect(200, "reloadStores").json();
      assertThat(done.path("added").toString()).isEqualTo("[\"more\"]");
      assertThat(done.path("restart_needed").asBoolean()).isFalse();
      assertThat(done.path("version").asLong()).isEqualTo(version(client));
      TestRepository.create(client, "more").upload("main", "a", "bytes").expect(201);

      server.rewriteConfiguration(
          text ->
              added
                      .apply(text)
                      .replace("id: archive", "id: cellar")
                      .replace("/more }", "/attached/mine }")
                  + "    - { id: shut, type: local, start: eager, local: { path: /dev/null/x } }\n");
      String refusal = client.post(STORES + "/reload", Map.of()).expect(400).message();
      assertThat(refusal)
          .contains("'" + repository.name() + "', StorageID='archive'")
          .contains("`mine`", "inside or around")
          .contains("Store `more` is now at")
          .contains("store `shut`: cannot be opened");
      repository.upload("main", "a", "bytes").expect(201);
      client.get(STORES + "/cellar").expect(404);

      server.rewriteConfiguration(
          text -> added.apply(text) + "    - { id: \"\", type: tape }\nlisten_adress: x\n");
      assertThat(client.post(STORES + "/reload", Map.of()).expect(400).message())
          .contains("tape", "listen_adress", "is empty");

      server.rewriteConfiguration(
          text -> "committed: { block_storage_prefix: other }\n" + added.apply(text));
      assertThat(
              client
                  .post(STORES + "/reload", Map.of())
                  .expect(200)
                  .json()
                  .path("restart_needed")
                  .asBoolean())
          .isTrue();
    }
  }
}
