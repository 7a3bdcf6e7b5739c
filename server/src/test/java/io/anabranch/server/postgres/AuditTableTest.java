package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.postgres.AuditTable.Event;
import io.anabranch.server.postgres.AuditTable.Filter;
import io.anabranch.server.postgres.AuditTable.Found;
import io.anabranch.server.postgres.AuditTable.Outcome;
import io.anabranch.server.postgres.AuditTable.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuditTableTest {

  private static final Instant NOW = MigratedDatabase.NOW;
  private static final Position END = new Position(NOW.plusSeconds(1_000_000), 0);

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final AuditTable table = new AuditTable(migrated.database());

  @AfterEach
  void close() {
    migrated.close();
  }

  private static Event event(int number, String user, String path, List<String> resources) {
    return new Event(
        new Position(NOW.plusSeconds(number), number),
        "r" + number,
        Optional.of(user),
        "key",
        Optional.empty(),
        Optional.of("::1"),
        Optional.of(""),
        "uploadObject",
        List.of("fs:WriteObject"),
        resources,
        Optional.of("lake"),
        Optional.of("main"),
        Optional.of(path),
        Optional.empty(),
        Outcome.FAILED,
        409,
        Optional.of(7L),
        Optional.empty(),
        1234);
  }

  private static List<Event> events(int from, int to, String user) {
    return IntStream.range(from, to)
        .mapToObj(number -> event(number, user, "p", List.of()))
        .toList();
  }

  private static Filter of(String user) {
    return new Filter(user, "", "", "", "", "", "", "", "", Instant.EPOCH, END.time());
  }

  @Test
  void whatIsWrittenIsReadAsItWas() {
    List<String> texts =
        List.of("", "\\", "\\N", "\t\n\r", "\"a\"", "{,}", "NULL", "ü\uD83D\uDE00", "'; --", "\\.");
    List<Event> written = new ArrayList<>();
    for (String text : texts) {
      written.addFirst(event(written.size(), text, text, List.of(text, "x", text)));
    }
    table.add(written);
    assertThat(table.list(of(""), END, 100).events()).isEqualTo(written);
  }

  @Test
  void aBatchIsWrittenOnceHoweverOftenItIsTried() {
    table.add(events(0, 10, "ada"));
    table.add(events(0, 10, "ada"));
    assertThat(table.list(of("ada"), END, 100).events()).hasSize(10);
  }

  @Test
  void pagesGoOnWhereTheFormerEnded() {
    table.add(events(0, 25, "ada"));
    List<Event> read = new ArrayList<>();
    Optional<Position> next = Optional.of(END);
    while (next.isPresent()) {
      Found found = table.list(of("ada"), next.get(), 10);
      read.addAll(found.events());
      next = found.next();
    }
    assertThat(read.reversed()).isEqualTo(events(0, 25, "ada"));
  }

  @Test
  void aPageLooksAtABoundedNumberOfRows() {
    table.add(events(0, 1, "ada"));
    table.add(events(1, 60_000, "bob"));
    Found first = table.list(of("ada"), END, 10);
    assertThat(first.events()).isEmpty();
    Found second = table.list(of("ada"), first.next().orElseThrow(), 10);
    assertThat(second.events()).isEqualTo(events(0, 1, "ada"));
    assertThat(second.next()).isEmpty();
  }

  @Test
  void oldEventsAreDeletedAFewAtATime() {
    table.add(events(0, 2_500, "ada"));
    Instant limit = NOW.plusSeconds(2_200);
    assertThat(table.deleteBefore(limit, 1_000)).isEqualTo(1_000);
    assertThat(table.deleteBefore(limit, 1_000)).isEqualTo(1_000);
    assertThat(table.deleteBefore(limit, 1_000)).isEqualTo(200);
    assertThat(table.list(of("ada"), END, 500).events().reversed())
        .isEqualTo(events(2_200, 2_500, "ada"));
  }
}
