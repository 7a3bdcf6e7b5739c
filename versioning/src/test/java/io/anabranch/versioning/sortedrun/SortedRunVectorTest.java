package io.anabranch.versioning.sortedrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.Runs.Row;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another implementation wrote are read, and written again byte for byte. */
class SortedRunVectorTest {

  @Test
  void writesARangeOfThreeEntries() {
    List<Row> rows = new ArrayList<>();
    for (JsonNode entry : Vectors.json("entries.json")) {
      byte[] value = HexFormat.of().parseHex(entry.get("marshalled_value_hex").textValue());
      rows.add(new Row(Key.of(entry.get("key").textValue()), RecordValue.decode(value)));
    }
    assertWritten(rows, "three-entries.range.sst", Vectors.json("ranges.json").get("range"));
  }

  @Test
  void writesManyBlocksWithOneIndex() {
    assertWritten(
        entries("many/", 700),
        "multi-block.range.sst",
        Vectors.json("multi-block.json").get("ranges").get(0));
  }

  @Test
  void writesATwoLevelIndex() {
    assertWritten(
        entries("p".repeat(900) + "/", 260),
        "two-level.range.sst",
        Vectors.json("two-level.json").get("ranges").get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty.metarange.sst",
        "three-entries.range.sst",
        "three-entries.metarange.sst",
        "split.metarange.sst",
        "multi-block.range.sst",
        "two-level.range.sst",
        "refs-branch.range.sst",
        "refs-branch.metarange.sst",
        "refs-commit.range.sst",
        "refs-commit.metarange.sst",
        "refs-tag.range.sst",
        "refs-tag.metarange.sst"
      })
  void readsAndWritesAgain(String name) {
    SortedRunReader reader = SortedRunReader.open(Vectors.segment(name), name);
    SortedRun again = Runs.write(userProperties(reader), Runs.read(reader));
    assertThat(bytes(again)).isEqualTo(Vectors.bytes(name));
    assertThat(reader.computeId()).isEqualTo(again.id());
  }

  @Test
  void readsTheRowsAndIdsOfRefsDumps() {
    Vectors.json("refs-dump.json")
        .forEachEntry(
            (name, dump) -> {
              if (dump.has("range")) {
                String kind =
                    name.equals("branches") ? "branch" : name.substring(0, name.length() - 1);
                assertRead("refs-" + kind + ".range.sst", dump.get("range"));
                assertRead("refs-" + kind + ".metarange.sst", dump.get("metarange"));
              }
            });
  }

  private static void assertRead(String name, JsonNode expected) {
    SortedRunReader reader = SortedRunReader.open(Vectors.segment(name), name);
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : expected.get("rows")) {
      byte[] value = HexFormat.of().parseHex(row.get("value_hex").textValue());
      rows.add(new Row(Key.of(row.get("key").textValue()), RecordValue.decode(value)));
    }
    assertThat(Runs.read(reader)).isNotEmpty().isEqualTo(rows);
    assertThat(Runs.write(userProperties(reader), rows).id())
        .isEqualTo(expected.get("id").textValue());
    Vectors.map(expected.get("user_properties"))
        .forEach(
            (property, value) ->
                assertThat(reader.findProperty(property)).hasValue(value.getBytes(UTF_8)));
    assertThat(reader.findProperty("no such property")).isEmpty();
  }

  private static void assertWritten(List<Row> rows, String name, JsonNode expected) {
    SortedRun run = Runs.write(Runs.RANGES, rows);
    SortedRunReader reader = SortedRunReader.open(run.file(), run.id());
    assertThat(run.id()).isEqualTo(expected.get("id").textValue());
    assertThat(run.estimatedBytes())
        .asString()
        .isEqualTo(expected.get("user_properties").get("estimated_size_bytes").textValue());
    assertThat(bytes(run)).isEqualTo(Vectors.bytes(name));
    assertThat(Runs.read(reader)).isEqualTo(rows);
  }

  private static List<Row> entries(String prefix, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Entry entry =
          new Entry(
              "data/q/%05d".formatted(i),
              AddressType.RELATIVE,
              Instant.ofEpochSecond(1_700_000_000),
              i,
              "%032x".formatted(i),
              Map.of(),
              "application/octet-stream");
      rows.add(new Row(Key.of(prefix + "%05d".formatted(i)), RecordValue.of(entry)));
    }
    return rows;
  }

  private static SortedMap<String, String> userProperties(SortedRunReader reader) {
    SortedMap<String, String> user = new TreeMap<>();
    for (String name : List.of("type", "entity", "schema_name", "schema_definition")) {
      reader.findProperty(name).ifPresent(value -> user.put(name, new String(value, UTF_8)));
    }
    return user;
  }

  private static byte[] bytes(SortedRun run) {
    return run.file().toArray(ValueLayout.JAVA_BYTE);
  }
}
