package io.anabranch.server.system;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.postgres.TestDatabase;
import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} while stores are attached, detached and reloaded: each change took place or did
 * not, those that were acknowledged did, and asking again completes the others.
 */
@Timeout(900)
class StoreKillTest {

  private static final String STORES = "//api/anabranch/v1/stores";
  private static final int TO_DETACH = 30;

  @TempDir Path directory;

  /** Of attached stores, by what was acknowledged. */
  private final Set<String> present = ConcurrentHashMap.newKeySet();

  /** Asked for and not answered. */
  private final Set<String> attaching = ConcurrentHashMap.newKeySet();

  private final Set<String> detaching = ConcurrentHashMap.newKeySet();

  @Test
  void eachChangeTookPlaceOrDidNot() throws Exception {
    rounds(2);
  }

  @Test
  @Tag("nightly")
  void eachChangeTookPlaceOrDidNotEachTime() throws Exception {
    rounds(20);
  }

  private void rounds(int rounds) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    try (var database = TestDatabase.create()) {
      Path configuration = directory.resolve("reloaded.yaml");
      String text =
          Files.readString(TestServer.writeConfiguration(database, directory))
              .replace(
                  "  stores:\n",
                  "  attach: { local_prefixes: [%s/attached] }\n  stores:\n".formatted(directory));
      write(configuration, text);
      for (int round = 0; round <= rounds; round++) {
        try (var server = ServerProcess.start(configuration)) {
          String description = "seed " + seed + ", round " + round;
          complete(server.client(), configured(configuration), description);
          if (round < rounds) {
            changeUntilKilled(server, configuration, text, round, random);
          }
        }
      }
    }
  }

  private static void write(Path configuration, String text) throws IOException {
    Path fresh = configuration.resolveSibling("fresh.yaml");
    Files.move(Files.writeString(fresh, text), configuration, ATOMIC_MOVE);
  }

  private static List<String> configured(Path configuration) throws IOException {
    return Files.readAllLines(configuration).stream()
        .filter(line -> line.strip().startsWith("- id: "))
        .map(line -> line.strip().substring("- id: ".length()))
        .toList();
  }

  /** Three at once, of which one or another is in the middle of its change. */
  private void changeUntilKilled(
      ServerProcess server, Path configuration, String text, int round, Random random)
      throws Exception {
    for (int i = 0; i < TO_DETACH; i++) {
      attach(server.client(), "d" + round + "-" + i);
    }
    var enough = new CountDownLatch(10 + random.nextInt(40));
    List<Future<?>> changes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      changes.add(threads.submit(() -> attachMany(server, round, enough)));
      changes.add(threads.submit(() -> detachMany(server, round, enough)));
      changes.add(threads.submit(() -> reloadMany(server, configuration, text, enough)));
      enough.await();
      server.kill();
    }
    for (Future<?> change : changes) {
      change.get();
    }
  }

  /** Until the server is gone; anything else that goes wrong is a failure of the test. */
  private static void untilKilled(ServerProcess server, CountDownLatch enough, Runnable changes) {
    try {
      changes.run();
    } catch (UncheckedIOException e) {
      // Killed, as it should be: what was not acknowledged may have taken place or not.
    } finally {
      while (enough.getCount() > 0 && !server.isAlive()) {
        enough.countDown();
      }
    }
  }

  private void attachMany(ServerProcess server, int round, CountDownLatch enough) {
    untilKilled(
        server,
        enough,
        () -> {
          for (int i = 0; i < 400; i++) {
            attach(server.client(), "a" + round + "-" + i);
            enough.countDown();
          }
        });
  }

  private void attach(ApiClient client, String id) {
    attaching.add(id);
    client.post(STORES, definition(id)).expect(201);
    attaching.remove(id);
    present.add(id);
  }

  private Map<String, ?> definition(String id) {
    String path = directory.resolve("attached").resolve(id).toString();
    return Map.of("id", id, "type", "local", "local", Map.of("path", path));
  }

  private void detachMany(ServerProcess server, int round, CountDownLatch enough) {
    untilKilled(
        server,
        enough,
        () -> {
          for (int i = 0; i < TO_DETACH; i++) {
            String id = "d" + round + "-" + i;
            present.remove(id);
            detaching.add(id);
            server.client().delete(STORES + "/" + id).expect(204);
            detaching.remove(id);
            enough.countDown();
          }
        });
  }

  private void reloadMany(
      ServerProcess server, Path configuration, String text, CountDownLatch enough) {
    String more =
        "    - id: more\n      type: local\n      local: { path: %s/more }\n".formatted(directory);
    untilKilled(
        server,
        enough,
        () -> {
          for (int i = 0; i < 400; i++) {
            try {
              write(configuration, i % 2 == 0 ? text + more : text);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            server.client().post(STORES + "/reload", Map.of()).expect(200);
            enough.countDown();
          }
        });
  }

  /** What is there is what was acknowledged, and what was asked for is there after asking again. */
  private void complete(ApiClient client, List<String> configured, String description) {
    Set<String> found = listed(client);
    assertThat(found).as(description).containsAll(configured).containsAll(present);
    Set<String> possible = new TreeSet<>(configured);
    possible.addAll(present);
    possible.addAll(attaching);
    possible.addAll(detaching);
    assertThat(possible).as(description).containsAll(found);

    for (String id : attaching) {
      int expected = found.contains(id) ? 409 : 201;
      client.post(STORES, definition(id)).expect(expected);
      String repository = "on-" + id;
      client.createRepository(repository, id).expect(201);
      client.upload(repository, "main", "a", description).expect(201);
      present.add(id);
    }
    for (String id : detaching) {
      client.delete(STORES + "/" + id).expect(found.contains(id) ? 204 : 404);
    }
    attaching.clear();
    detaching.clear();
    // The others have repositories now, or there would be more and more of them.
    present.removeIf(id -> client.delete(STORES + "/" + id).status() == 204);
    Set<String> expected = new TreeSet<>(configured);
    expected.addAll(present);
    assertThat(listed(client)).as(description).isEqualTo(expected);
  }

  private static Set<String> listed(ApiClient client) {
    JsonNode list = client.get(STORES).expect(200).json();
    Set<String> ids = new TreeSet<>();
    StreamSupport.stream(list.path("results").spliterator(), false)
        .forEach(store -> ids.add(store.path("storage_id").asText()));
    return ids;
  }
}
