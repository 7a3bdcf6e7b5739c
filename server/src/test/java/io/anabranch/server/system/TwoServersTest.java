package io.anabranch.server.system;

import static io.anabranch.server.testing.TestServer.ACCESS_KEY;
import static io.anabranch.server.testing.TestServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.ApiClient;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import io.anabranch.server.wiring.AnabranchServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many clients of two servers on one database move one branch: who does not conflict succeeds. */
@Timeout(120)
class TwoServersTest {

  private static final int CLIENTS = 16;
  private static final int ROUNDS = 6;

  @TempDir Path directory;

  @Test
  void allMergesIntoOneBranchSucceedAndNothingIsLost() throws Exception {
    try (var first = TestServer.start(directory);
        AnabranchServer second = first.startAnother()) {
      var repository = TestRepository.create(first.client());
      var there =
          new TestRepository(
              ApiClient.withKey(second.uri(), ACCESS_KEY, SECRET), repository.name());

      List<Future<List<String>>> clients = new ArrayList<>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CLIENTS; i++) {
          var server = i % 2 == 0 ? repository : there;
          String branch = "client-" + i;
          clients.add(threads.submit(() -> mergeRounds(server, branch)));
        }
      }

      List<String> merges = new ArrayList<>();
      List<String> paths = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        merges.addAll(clients.get(i).get());
        for (int round = 0; round < ROUNDS; round++) {
          paths.add("client-" + i + "/" + round);
        }
      }
      assertThat(there.list("main", "?amount=1000")).containsExactlyInAnyOrderElementsOf(paths);
      var mainLine =
          TestRepository.texts(
              there.get("/refs/main/commits?amount=1000&first_parent=true").expect(200), "id");
      assertThat(mainLine).hasSize(CLIENTS * ROUNDS + 1).containsAll(merges);
    }
  }

  private static List<String> mergeRounds(TestRepository server, String branch) {
    server.branch(branch, "main");
    List<String> merges = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      server.commit(branch, branch + "/" + round, branch);
      merges.add(
          server
              .post("/refs/" + branch + "/merge/main", Map.of())
              .expect(200)
              .json()
              .path("reference")
              .asText());
    }
    return merges;
  }
}
