package io.anabranch.versioning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.Vectors;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordValueTest {

  private static final Entry ENTRY =
      new Entry(
          "data/a",
          AddressType.RELATIVE,
          Instant.ofEpochSecond(1_700_000_000, 5),
          3,
          "etag",
          Map.of("k", "v"),
          "text/plain");

  @Test
  void encodesEntriesAsTheVectorsDo() {
    for (JsonNode vector : Vectors.json("entries.json")) {
      byte[] identity = hex(vector, "identity_hex");
      byte[] encoded = hex(vector, "marshalled_value_hex");
      Entry entry = entry(vector);
      assertThat(RecordValue.of(identity, hex(vector, "entry_protobuf_hex")).encoded())
          .isEqualTo(encoded);
      RecordValue decoded = RecordValue.decode(encoded);
      assertThat(decoded.entry()).isEqualTo(entry);
      assertThat(decoded.identity()).isEqualTo(identity);
      assertThat(RecordValue.of(entry).identity()).isEqualTo(identity);
      if (vector.get("address_type").intValue() != 0) {
        assertThat(RecordValue.of(entry).encoded()).isEqualTo(encoded);
      }
    }
  }

  /** Written once: what was written yesterday must be read, and written again, for ever. */
  @Test
  void encodesPinsInFieldsOfOurOwnAfterAllOthers() {
    Entry pinned = ENTRY.withPin(new Pin("etag", "v1"));
    assertThat(HexFormat.of().formatHex(RecordValue.of(pinned).data()))
        .isEqualTo(
            HexFormat.of().formatHex(RecordValue.of(ENTRY).data())
                + "c23e0465746167"
                + "ca3e027631");
    assertThat(RecordValue.of(pinned).entry()).isEqualTo(pinned);
    assertThat(RecordValue.of(pinned).sameIdentity(RecordValue.of(ENTRY))).isTrue();
  }

  @Test
  void readsTheAddressesOfEarlyVersionsByTheirForm() {
    byte[] full = {10, 5, 's', '3', ':', '/', '/'};
    byte[] relative = {10, 5, 'a', '/', ':', '/', '/'};
    assertThat(RecordValue.of(new byte[0], full).entry().addressType()).isEqualTo(AddressType.FULL);
    assertThat(RecordValue.of(new byte[0], relative).entry().addressType())
        .isEqualTo(AddressType.RELATIVE);
  }

  @Test
  void comparesWhatAnEntryIsNotWhereItLies() {
    RecordValue value = RecordValue.of(ENTRY);
    Entry moved =
        new Entry(
            "s3://b/k", AddressType.FULL, Instant.EPOCH, 3, "etag", Map.of("k", "v"), "text/plain");
    Entry changed =
        new Entry("data/a", AddressType.RELATIVE, Instant.EPOCH, 3, "etag", Map.of(), "text/plain");
    assertThat(value.sameIdentity(RecordValue.of(moved))).isTrue();
    assertThat(value.sameIdentity(RecordValue.of(changed))).isFalse();
  }

  @Test
  void ignoresAndKeepsBytesAfterTheData() {
    byte[] encoded = RecordValue.of(ENTRY).encoded();
    byte[] longer = Arrays.copyOf(encoded, encoded.length + 7);
    assertThat(RecordValue.decode(longer).entry()).isEqualTo(ENTRY);
    assertThat(RecordValue.decode(longer).encoded()).isEqualTo(longer);
  }

  @Test
  void refusesEveryCutAndWildLengths() {
    byte[] encoded = RecordValue.of(ENTRY).encoded();
    for (int length = 0; length < encoded.length; length++) {
      assertCorrupt(Arrays.copyOf(encoded, length));
    }
    assertCorrupt(new byte[] {1, 0, 0});
    assertCorrupt(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0});
    assertCorrupt(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
    assertThatThrownBy(() -> RecordValue.of(new byte[0], new byte[] {-1}).entry())
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Corrupt.class));
  }

  private static void assertCorrupt(byte[] encoded) {
    assertThatThrownBy(() -> RecordValue.decode(encoded))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Corrupt.class));
  }

  private static Entry entry(JsonNode vector) {
    return new Entry(
        vector.get("address").textValue(),
        vector.get("address_type").intValue() == 2 ? AddressType.FULL : AddressType.RELATIVE,
        Instant.ofEpochSecond(
            vector.get("last_modified_unix").longValue(),
            vector.get("last_modified_nanos").longValue()),
        vector.get("size").longValue(),
        vector.get("etag").textValue(),
        Vectors.map(vector.get("metadata")),
        vector.get("content_type").textValue());
  }

  private static byte[] hex(JsonNode vector, String field) {
    return HexFormat.of().parseHex(vector.get(field).textValue());
  }
}
