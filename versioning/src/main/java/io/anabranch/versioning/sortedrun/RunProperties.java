package io.anabranch.versioning.sortedrun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.format.Varint;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names and forms of the properties that a file's readers expect to find in it. */
final class RunProperties {

  static final String BLOCK = "rocksdb.properties";
  static final String INDEX_TYPE = "rocksdb.block.based.table.index.type";

  static final String MIN_KEY = "min_key";
  static final String MAX_KEY = "max_key";
  static final String COUNT = "count";
  static final String ESTIMATED_BYTES = "estimated_size_bytes";

  private static final String OF_STORE = "rocksdb.";
  private static final Set<String> OF_WRITER = Set.of(MIN_KEY, MAX_KEY, COUNT, ESTIMATED_BYTES);

  private static final int SINGLE_LEVEL = 0;
  private static final int TWO_LEVEL = 2;

  private final SortedMap<String, byte[]> values = new TreeMap<>();

  RunProperties(boolean twoLevelIndex) {
    putFixed32(INDEX_TYPE, twoLevelIndex ? TWO_LEVEL : SINGLE_LEVEL);
    put("rocksdb.block.based.table.prefix.filtering", "0");
    put("rocksdb.block.based.table.whole.key.filtering", "0");
    put("rocksdb.column.family.id", Integer.MAX_VALUE);
    put("rocksdb.comparator", "leveldb.BytewiseComparator");
    put("rocksdb.compression", "Snappy");
    put(
        "rocksdb.compression_options",
        "window_bits=-14; level=32767; strategy=0; max_dict_bytes=0; zstd_max_train_bytes=0;"
            + " enabled=0; ");
    put("rocksdb.creation.time", 0);
    put("rocksdb.deleted.keys", 0);
    values.put("rocksdb.external_sst_file.global_seqno", new byte[Long.BYTES]);
    putFixed32("rocksdb.external_sst_file.version", 2);
    put("rocksdb.filter.size", 0);
    put("rocksdb.fixed.key.length", 0);
    put("rocksdb.format.version", 0);
    put("rocksdb.index.key.is.user.key", 0);
    put("rocksdb.index.value.is.delta.encoded", 0);
    put("rocksdb.merge.operands", 0);
    put("rocksdb.merge.operator", "pebble.concatenate");
    put("rocksdb.num.range-deletions", 0);
    put("rocksdb.oldest.key.time", 0);
    put("rocksdb.prefix.extractor.name", "nullptr");
    put("rocksdb.property.collectors", "[static]");
  }

  /** Whether a property is one that every file has, and so no part of its id. */
  static boolean isOfFormat(String name) {
    return name.startsWith(OF_STORE) || OF_WRITER.contains(name);
  }

  /** Whether the value of {@link #INDEX_TYPE} says so; null when it says anything unknown. */
  static @Nullable Boolean isTwoLevel(byte[] indexType) {
    if (Arrays.equals(indexType, fixed32(SINGLE_LEVEL))) {
      return false;
    }
    return Arrays.equals(indexType, fixed32(TWO_LEVEL)) ? true : null;
  }

  void put(String name, long number) {
    byte[] encoded = new byte[Varint.size(number)];
    Varint.put(encoded, 0, number);
    values.put(name, encoded);
  }

  void put(String name, String text) {
    values.put(name, text.getBytes(UTF_8));
  }

  void put(String name, byte[] value) {
    values.put(name, value);
  }

  /** In the order of their names. */
  void addTo(BlockBuilder block) {
    values.forEach(
        (name, value) -> {
          byte[] key = name.getBytes(UTF_8);
          block.add(key, key.length, value, 0, value.length);
        });
  }

  private void putFixed32(String name, int value) {
    values.put(name, fixed32(value));
  }

  private static byte[] fixed32(int value) {
    return new byte[] {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
  }
}
