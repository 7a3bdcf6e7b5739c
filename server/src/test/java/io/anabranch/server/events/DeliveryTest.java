package io.anabranch.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SinkSettings;
import io.anabranch.server.events.Receiver.Mood;
import io.anabranch.server.postgres.EventTable;
import io.anabranch.server.postgres.MigratedDatabase;
import io.anabranch.server.postgres.PostgresRefStore;
import io.anabranch.server.testing.Eventually;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two servers tell a file and a receiver that fails, hangs and comes back. */
@Timeout(120)
class DeliveryTest {

  private static final Secret SECRET = new Secret("only of this test");
  private static final Duration TIMEOUT = Duration.ofMillis(300);
  private static final int BRANCHES = 4;

  @TempDir Path folder;
  private final AtomicInteger commits = new AtomicInteger();
  private final MeterRegistry here = new SimpleMeterRegistry();
  private final MeterRegistry there = new SimpleMeterRegistry();

  @Test
  void allAreToldInOrderHoweverTheReceiverBehaves() throws Exception {
    try (var migrated = new MigratedDatabase();
        var receiver = new Receiver()) {
      EventTable table = new EventTable(migrated.database());
      for (String sink : List.of("file", "hook")) {
        table.register(sink, UUID.randomUUID());
      }
      List<Delivery> deliveries = new ArrayList<>();
      deliveries.addAll(server(table, receiver, here));
      deliveries.addAll(server(table, receiver, there));
      try {
        run(migrated, receiver);
      } finally {
        deliveries.forEach(Delivery::close);
      }
    }
  }

  private List<Delivery> server(EventTable table, Receiver receiver, MeterRegistry meters) {
    UUID server = UUID.randomUUID();
    var hook =
        new SinkSettings.Webhook(
            "hook", receiver.url(), Optional.of(SECRET), List.of("127.0.0.1"), TIMEOUT);
    var file = new SinkSettings.File("file", file(), 0, 1);
    return List.of(
        new Delivery(table, new WebhookSink(hook), server, meters),
        new Delivery(table, new FileSink(file), server, meters));
  }

  private void run(MigratedDatabase migrated, Receiver receiver) throws Exception {
    Repository repository = migrated.repository();
    PostgresRefStore refs = new PostgresRefStore(migrated.database());
    receiver.mood = Mood.FAILS;
    int moves = moveBranches(refs, repository, 40);
    // The repository and its first branch are events too.
    Eventually.succeeds(() -> assertThat(lines()).hasSize(moves + 2));
    Eventually.succeeds(() -> assertThat(receiver.asked.get()).isPositive());
    Eventually.succeeds(() -> assertThat(backlog()).isEqualTo(moves + 2));
    assertThat(receiver.events()).isEmpty();

    receiver.mood = Mood.HANGS;
    int asked = receiver.asked.get();
    Eventually.succeeds(() -> assertThat(receiver.asked.get()).isGreaterThan(asked));
    Files.writeString(file(), "{\"id\":\"cut off", StandardOpenOption.APPEND);
    int more = moveBranches(refs, repository, 10);
    receiver.mood = Mood.TAKES;

    int all = moves + more + 2;
    Eventually.succeeds(() -> assertThat(lines()).hasSize(all));
    Eventually.succeeds(() -> assertThat(Told.of(receiver.events()).inOrder().byId()).hasSize(all));
    Eventually.succeeds(() -> assertThat(backlog()).isZero());
    List<JsonNode> written = lines().stream().map(Receiver::json).toList();
    assertThat(Told.of(written).inOrder().byId()).hasSize(all);
    assertThat(Told.of(written).byId().keySet())
        .isEqualTo(Told.of(receiver.events()).byId().keySet());
    assertThat(written.getFirst())
        .hasToString(
            ("{\"id\":\"%s\",\"time\":\"%s\",\"repository\":\"%s\",\"ref_type\":\"repository\","
                    + "\"ref\":\"%s\",\"operation\":\"create\",\"user\":\"someone\","
                    + "\"message\":\"\"}")
                .formatted(
                    written.getFirst().path("id").asText(),
                    written.getFirst().path("time").asText(),
                    repository.name(),
                    repository.name()));
    for (Receiver.Taken taken : receiver.taken()) {
      assertThat(taken.signature()).isEqualTo(Signature.of(taken.body(), SECRET));
    }
  }

  /** Of the sink that is a receiver, by whichever server knows. */
  private double backlog() {
    return List.of(here, there).stream()
        .mapToDouble(meters -> meters.get("events.backlog").tag("sink", "hook").gauge().value())
        .max()
        .orElseThrow();
  }

  /** Creates, moves and deletes branches, each by a thread of its own. */
  private int moveBranches(PostgresRefStore refs, Repository repository, int rounds)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < BRANCHES; i++) {
        String name = "branch" + i;
        var _ =
            threads.submit(
                () -> {
                  refs.createBranch(repository, name, nextCommit(), false, cause("creates"));
                  for (int round = 0; round < rounds; round++) {
                    Branch branch = refs.findBranch(repository, name).orElseThrow();
                    refs.moveHead(
                        repository,
                        branch,
                        branch.head(),
                        nextCommit(),
                        List.of(),
                        cause("round " + round));
                  }
                  return refs.deleteBranch(repository, name, cause("deletes"));
                });
      }
    }
    return BRANCHES * (rounds + 2);
  }

  private static Cause cause(String message) {
    return new Cause(Operation.RESET, "someone", message);
  }

  private CommitId nextCommit() {
    return new CommitId("%064x".formatted(commits.incrementAndGet()));
  }

  private Path file() {
    return folder.resolve("events.jsonl");
  }

  private List<String> lines() {
    try {
      return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
