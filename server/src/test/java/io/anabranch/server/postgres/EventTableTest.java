package io.anabranch.server.postgres;

import static io.anabranch.server.postgres.MigratedDatabase.CAUSE;
import static io.anabranch.server.postgres.MigratedDatabase.commitId;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.EventTable.Event;
import io.anabranch.server.postgres.EventTable.Turn;
import io.anabranch.versioning.history.RefKind;
import io.anabranch.versioning.history.RefMove;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events in their order, turns at sinks, and what of the history is forgotten. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventTableTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final Database database = migrated.database();
  private final PostgresRefStore refs = new PostgresRefStore(database);
  private final PostgresRefHistory history = new PostgresRefHistory(database);
  private final EventTable table = new EventTable(database);
  private final UUID here = UUID.randomUUID();
  private final UUID there = UUID.randomUUID();
  private Repository before = migrated.repository();
  private Repository repository = before;

  @BeforeAll
  void nothingIsToldOfWhatWasBeforeTheFirstSink() {
    assertThat(turn("early", here)).isEmpty();
    table.register("early", here);
    assertThat(turn("early", here).orElseThrow()).isEqualTo(new Turn(true, 0, 0, false));
    assertThat(table.settle()).isFalse();
    assertThat(table.list(0, 10)).isEmpty();
  }

  @AfterAll
  void close() {
    migrated.close();
  }

  @BeforeEach
  void newRepository() {
    repository = migrated.repository();
    settle();
  }

  @Test
  void whatCommitsLateIsToldLate() {
    long start = last();
    int seen =
        database.transaction(
            connection -> {
              Sql.update(
                  connection,
                  RefChangeRow.insert(
                      "'tag'",
                      "'late'",
                      "NULL",
                      "NULL",
                      "now()",
                      "(SELECT ?::int AS repository_id)"),
                  Sql.join(RefChangeRow.parameters(repository.name(), CAUSE), repository.id()));
              create("first");
              settle();
              assertThat(names(start)).containsExactly("first");
              return 1;
            });
    long told = last();
    create("second");
    settle();
    assertThat(names(told)).hasSize(seen + 1).containsExactly("late", "second");
    assertThat(ids(told)).isSorted();
    assertThat(ids(start).getFirst()).isGreaterThan(ids(told).getFirst());
  }

  @Test
  void oneServerHasTheTurn() {
    table.register("sink", here);
    table.register("sink", there);
    create("a");
    settle();
    Turn first = turn("sink", there).orElseThrow();
    assertThat(first.mine()).isTrue();
    assertThat(first.last()).isGreaterThan(first.position());
    assertThat(turn("sink", here).orElseThrow().mine()).isFalse();
    assertThat(table.advance("sink", here, first.position(), first.last())).isFalse();
    assertThat(table.advance("sink", there, first.position() - 1, first.last())).isFalse();
    assertThat(table.advance("sink", there, first.position(), first.last())).isTrue();
    table.release("sink", here);
    assertThat(turn("sink", here).orElseThrow().mine()).isFalse();
    table.release("sink", there);
    Turn next = turn("sink", here).orElseThrow();
    assertThat(next.mine()).isTrue();
    assertThat(next.position()).isEqualTo(first.last());
    assertThat(turn("sink", there).orElseThrow().mine()).isFalse();
  }

  @Test
  void whatIsOldIsForgottenButWhatRefsWereStays() {
    create("moved");
    move("moved", 2);
    move("moved", 3);
    create("gone");
    move("gone", 2);
    assertThat(refs.deleteBranch(repository, "gone", CAUSE)).isTrue();
    create("young");
    age("moved", 3);
    age("gone", 3);
    move("moved", 4);
    settle();
    allAreTold();
    var cleaner = new RefHistoryCleaner(database, Duration.ofDays(2));
    cleaner.cleanOnce();
    cleaner.cleanOnce();
    assertThat(heads("moved")).containsExactly(commitId(4), commitId(3));
    assertThat(heads("gone")).isEmpty();
    assertThat(heads("young")).containsExactly(commitId(1));
    assertThat(cleaner.cleanOnce()).isZero();
  }

  @Test
  void whatASinkWasNotToldIsNotForgotten() {
    allAreTold();
    create("a");
    move("a", 2);
    move("a", 3);
    settle();
    age("a", 3);
    new RefHistoryCleaner(database, Duration.ofDays(2)).cleanOnce();
    assertThat(heads("a")).hasSize(3);
    forgetSinks();
    new RefHistoryCleaner(database, Duration.ofDays(2)).cleanOnce();
    assertThat(heads("a")).containsExactly(commitId(3));
    table.register("early", here);
  }

  private void allAreTold() {
    update("UPDATE event_sink SET position = (SELECT max(position) FROM ref_change)");
  }

  /** No server has known them for long. */
  private void forgetSinks() {
    update("UPDATE event_sink SET lease_end = now() - interval '10 days'");
  }

  private void age(String branch, int days) {
    update(
        "UPDATE ref_change SET change_time = change_time - make_interval(days => ?)"
            + " WHERE repository_id = ? AND ref_name = ?",
        days,
        repository.id(),
        branch);
  }

  private void update(String sql, Object... parameters) {
    var _ = database.write(connection -> Sql.update(connection, sql, parameters));
  }

  private Optional<Turn> turn(String sink, UUID server) {
    return table.takeTurn(sink, server, LONG);
  }

  private void create(String branch) {
    var _ = refs.createBranch(repository, branch, commitId(1), false, CAUSE);
  }

  private void move(String branch, int commit) {
    var current = refs.findBranch(repository, branch).orElseThrow();
    assertThat(
            refs.moveHead(repository, current, current.head(), commitId(commit), List.of(), CAUSE))
        .isTrue();
  }

  private void settle() {
    while (table.settle()) {}
  }

  private long last() {
    List<Event> all = table.list(0, 10_000);
    return all.isEmpty() ? 0 : all.getLast().position();
  }

  private List<String> names(long after) {
    return table.list(after, 100).stream().map(event -> event.move().name()).toList();
  }

  private List<Long> ids(long after) {
    return table.list(after, 100).stream().map(event -> event.move().number()).toList();
  }

  private List<@Nullable CommitId> heads(String branch) {
    return history.list(repository, RefKind.BRANCH, branch, Long.MAX_VALUE, 100).stream()
        .<@Nullable CommitId>map(RefMove::after)
        .toList();
  }
}
