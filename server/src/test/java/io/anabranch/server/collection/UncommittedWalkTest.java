package io.anabranch.server.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.micronaut.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.SchemaElement;
import org.junit.jupiter.api.Test;

class UncommittedWalkTest {

  private static final String RUN = "0123456789abcdefghij";

  private final TestEngine test = TestEngine.create();
  private final JsonMapper json = JsonMapper.createDefault();

  @Test
  void aWalkInManyCallsSeesWhatOneSees() {
    test.put("main", "a", "committed");
    test.commit("main");
    test.engine().branches().create(test.repository(), "empty", "main", false, "user");
    test.engine().branches().create(test.repository(), "hidden", "main", true, "user");
    test.put("main", "a", "changed");
    test.put("main", "b/ü", "added");
    test.put("main", "c", "twice");
    test.put("hidden", "a", "committed");
    test.put("hidden", "d", "hidden");
    test.engine().entries().stage(test.repository(), "hidden", "e", elsewhere());
    test.engine().entries().delete(test.repository(), "hidden", "a");

    List<String> all = List.of("data/hidden", "data/changed", "data/added", "data/twice");
    assertThat(walk(_ -> false)).containsExactly(all);
    List<List<String>> parts = walk(file -> !file.isEmpty());
    assertThat(parts).allSatisfy(part -> assertThat(part).hasSizeLessThan(2));
    assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(all);
    // Stops even where nothing is found, and still comes to the end.
    assertThat(walk(_ -> true).stream().flatMap(List::stream)).containsExactlyElementsOf(all);
  }

  /** The addresses of each call, until there is nothing to go on with. */
  private List<List<String>> walk(Predicate<AddressFile> isOver) {
    List<List<String>> parts = new ArrayList<>();
    String token = "";
    do {
      var walk =
          new UncommittedWalk(
              test.engine(), test.repository(), RUN, UncommittedWalkTest::relative, isOver);
      Mark next = token.isEmpty() ? walk.begin() : walk.resume(Mark.parse(token, json));
      parts.add(walk.file().isEmpty() ? List.of() : Addresses.of(walk.file().toBytes()));
      assertThat(parts).as("calls").hasSizeLessThan(100);
      token = next == null ? "" : next.token(json);
    } while (!token.isEmpty());
    return parts;
  }

  private static Optional<String> relative(Entry entry) {
    return entry.addressType() == AddressType.RELATIVE
        ? Optional.of(entry.address())
        : Optional.empty();
  }

  private static Entry elsewhere() {
    var entry = TestEngine.entry("x");
    return new Entry(
        "mem://elsewhere/x",
        AddressType.FULL,
        entry.lastModified(),
        entry.size(),
        entry.etag(),
        entry.metadata(),
        entry.contentType(),
        entry.pin());
  }

  @Test
  void tokensAreNotTrusted() {
    for (String token :
        List.of(
            "%%%", "bm90IGpzb24", token("../../x", "main"), token(RUN, "../x"), "bnVsbA", "e30")) {
      assertThatThrownBy(() -> Mark.parse(token, json))
          .as(token)
          .isInstanceOf(FailureException.class);
    }
  }

  private String token(String run, String branch) {
    return new Mark(run, branch, "").token(json);
  }

  @Test
  void theFileHasTheFormThatCollectorsRead() {
    var file = new AddressFile();
    file.add("data/a/b", Instant.parse("2026-01-02T03:04:05.6Z"));
    file.add("data/ü", Instant.EPOCH);
    byte[] bytes = file.toBytes();
    assertThat(Addresses.of(bytes)).containsExactly("data/a/b", "data/ü");
    assertThat(Addresses.dates(bytes)).containsExactly(1767323045L, 0L);

    var ours = Addresses.footer(bytes);
    var theirs = Addresses.footer(Vectors.bytes("gc-uncommitted.parquet"));
    assertThat(columns(ours.getSchema())).isEqualTo(columns(theirs.getSchema()));
    assertThat(ours.getNum_rows()).isEqualTo(2);
    assertThat(ours.getRow_groups().getFirst().getColumns())
        .allMatch(column -> column.getMeta_data().getCodec() == CompressionCodec.GZIP);
  }

  private static List<String> columns(List<SchemaElement> schema) {
    return schema.stream()
        .skip(1)
        .map(column -> column.getName() + column.getType() + column.getRepetition_type())
        .toList();
  }
}
