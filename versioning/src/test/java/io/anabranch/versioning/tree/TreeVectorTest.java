package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.range.Range;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trees that another implementation wrote: the same records give the same ids and files. */
class TreeVectorTest {

  private final MemoryRangeStorage storage = new MemoryRangeStorage();

  @Test
  void cutsRangesWhereTheVectorsDo() {
    JsonNode expected = Vectors.json("range-splitting.json");
    Trees trees = new Trees(storage, new TreeSettings(0, 20 << 20, 50), Runnable::run);
    MetaRangeId tree = trees.write(LOCATION, new ListCursor<>(records()));

    assertThat(tree.value()).isEqualTo(expected.get("metarange_id").textValue());
    assertThat(bytes(tree)).isEqualTo(Vectors.bytes("split.metarange.sst"));
    List<Range> ranges = ListCursor.drain(trees.ranges(LOCATION, tree));
    assertThat(ranges).hasSize(expected.get("ranges").size());
    for (int i = 0; i < ranges.size(); i++) {
      JsonNode range = expected.get("ranges").get(i);
      assertThat(ranges.get(i).id()).isEqualTo(range.get("id").textValue());
      assertThat(ranges.get(i).count()).isEqualTo(range.get("count").longValue());
      assertThat(ranges.get(i).minKey()).hasToString(range.get("min_key").textValue());
      assertThat(ranges.get(i).maxKey()).hasToString(range.get("max_key").textValue());
      assertThat(ranges.get(i).estimatedBytes()).isEqualTo(range.get("estimated_size").longValue());
    }
  }

  @Test
  void writesTheTreeOfThreeEntries() {
    List<EntryRecord> records = new ArrayList<>();
    for (JsonNode entry : Vectors.json("entries.json")) {
      byte[] value = HexFormat.of().parseHex(entry.get("marshalled_value_hex").textValue());
      records.add(new EntryRecord(Key.of(entry.get("key").textValue()), RecordValue.decode(value)));
    }
    Trees trees = new Trees(storage, TreeSettings.DEFAULT, Runnable::run);
    MetaRangeId tree = trees.write(LOCATION, new ListCursor<>(records));
    assertThat(tree.value())
        .isEqualTo(Vectors.json("ranges.json").get("metarange").get("id").textValue());
    assertThat(bytes(tree)).isEqualTo(Vectors.bytes("three-entries.metarange.sst"));
    assertThat(ListCursor.drain(trees.entries(LOCATION, tree))).isEqualTo(records);
  }

  @Test
  void writesTheEmptyTree() {
    Trees trees = new Trees(storage, TreeSettings.DEFAULT, Runnable::run);
    AppliedChanges none = trees.apply(LOCATION, MetaRangeId.NONE, new ListCursor<>(List.of()));
    assertThat(none).isEqualTo(new AppliedChanges(MetaRangeId.EMPTY, 0));
    assertThat(bytes(none.tree())).isEqualTo(Vectors.bytes("empty.metarange.sst"));
  }

  private static List<EntryRecord> records() {
    List<EntryRecord> records = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Entry entry =
          new Entry(
              "data/p/%05d".formatted(i),
              AddressType.RELATIVE,
              Instant.ofEpochSecond(1_700_000_000),
              i,
              "etag-%05d".formatted(i),
              Map.of(),
              "application/octet-stream");
      records.add(new EntryRecord(Key.of("key/%05d".formatted(i)), RecordValue.of(entry)));
    }
    return records;
  }

  private byte[] bytes(MetaRangeId tree) {
    return storage.read(LOCATION, tree.value()).toArray(ValueLayout.JAVA_BYTE);
  }
}
