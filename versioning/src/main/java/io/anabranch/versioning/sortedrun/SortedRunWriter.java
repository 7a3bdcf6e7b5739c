package io.anabranch.versioning.sortedrun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs, one after the other, each in memory until it is finished: its size is what the
 * caller lets it become, by watching {@link #estimatedBytes}. Equal records and properties give
 * equal bytes. Not for use by many threads.
 */
public final class SortedRunWriter {

  private static final int DATA_RESTART_INTERVAL = 16;

  /** What a handle is taken to need when it is decided whether an index block is full. */
  private static final int ESTIMATED_HANDLE_BYTES = BlockHandle.MAX_BYTES;

  /** A finished part of a two-level index. */
  private static final class IndexPartition {
    final byte[] lastKey;
    final byte[] block;
    final int entries;

    IndexPartition(BlockBuilder index) {
      lastKey = Arrays.copyOf(index.lastKey(), index.lastKeyLength());
      entries = index.entries();
      int length = index.finish();
      block = Arrays.copyOf(index.buffer(), length);
    }
  }

  private final SortedMap<String, String> properties;
  private final RunIdentity identity = new RunIdentity();
  private final SnappyEncoder snappy = new SnappyEncoder();
  private final CRC32C crc = new CRC32C();
  private final BlockBuilder data = new BlockBuilder(DATA_RESTART_INTERVAL);
  private final BlockBuilder index = new BlockBuilder(1);
  private final List<IndexPartition> partitions = new ArrayList<>();
  private final byte[] handle = new byte[BlockHandle.MAX_BYTES];

  private byte[] key = new byte[256];
  private byte[] file = new byte[4 * BlockBuilder.TARGET_BYTES];
  private int fileLength;
  private long count;
  private long keyBytes;
  private long valueBytes;
  private Key minKey = Key.EMPTY;

  /** Where the last record was copied from: the open block may well become equal to it. */
  private @Nullable Block source;

  /**
   * @param properties the user's: {@code type} and, in refs dumps, what the records are; they are
   *     part of the id. {@code min_key}, {@code max_key}, {@code count} and {@code
   *     estimated_size_bytes} are added by the writer.
   */
  public SortedRunWriter(SortedMap<String, String> properties) {
    this.properties = new TreeMap<>(properties);
  }

  public void append(Key key, RecordValue value) {
    append(key.bytes(), key.length(), value.encoded(), 0, value.encoded().length);
  }

  /** Adds the record that a cursor is at. */
  public void append(SortedRunCursor record) {
    append(
        record.keyBuffer(),
        record.keyLength(),
        record.valueBuffer(),
        record.valueOffset(),
        record.valueLength());
    source = record.block();
  }

  /**
   * Adds a record, copying its bytes.
   *
   * @throws IllegalArgumentException when the key is not greater than the one before
   */
  public void append(
      byte[] userKey, int userKeyLength, byte[] value, int valueOffset, int valueLength) {
    if (count > 0 && compareToLast(userKey, userKeyLength) <= 0) {
      throw new IllegalArgumentException(
          "records must ascend, but " + keyOf(userKey, userKeyLength) + " follows " + lastKey());
    }
    int keyLength = toInternalKey(userKey, userKeyLength);
    if (data.isFullBefore(keyLength, valueLength)) {
      flush(InternalKey.between(data.lastKey(), data.lastKeyLength(), key, keyLength));
    }
    data.add(key, keyLength, value, valueOffset, valueLength);
    identity.add(userKey, userKeyLength, value, valueOffset, valueLength);
    if (count++ == 0) {
      minKey = keyOf(userKey, userKeyLength);
    }
    keyBytes += keyLength;
    valueBytes += valueLength;
  }

  public long count() {
    return count;
  }

  /**
   * What the run has come to so far, as the format defines it: flushed blocks as they are stored,
   * the open data block and the open index block uncompressed.
   */
  public long estimatedBytes() {
    return (long) fileLength + data.estimatedBytes() + index.estimatedBytes();
  }

  /** The last key added; empty when there is none. */
  public Key lastKey() {
    return count == 0
        ? Key.EMPTY
        : keyOf(data.lastKey(), data.lastKeyLength() - InternalKey.TRAILER_BYTES);
  }

  /** Ends the run. The writer is then ready for the next one, with the same user properties. */
  public SortedRun finish() {
    long estimatedBytes = estimatedBytes();
    Key maxKey = lastKey();
    flush(InternalKey.after(data.lastKey(), data.lastKeyLength()));
    long dataBytes = fileLength;
    RunProperties run = new RunProperties(!partitions.isEmpty());
    run.put("rocksdb.data.size", dataBytes);
    BlockHandle indexHandle = writeIndex(run);
    run.put("rocksdb.num.entries", count);
    run.put("rocksdb.raw.key.size", keyBytes);
    run.put("rocksdb.raw.value.size", valueBytes);
    properties.forEach(run::put);
    run.put(RunProperties.MIN_KEY, minKey.bytes());
    run.put(RunProperties.MAX_KEY, maxKey.bytes());
    run.put(RunProperties.COUNT, Long.toString(count));
    run.put(RunProperties.ESTIMATED_BYTES, Long.toString(estimatedBytes));
    append(new Footer(writeMetaIndex(writeProperties(run)), indexHandle).encode());
    MemorySegment bytes = MemorySegment.ofArray(Arrays.copyOf(file, fileLength)).asReadOnly();
    SortedRun result =
        new SortedRun(identity.finish(properties), bytes, minKey, maxKey, count, estimatedBytes);
    clear();
    return result;
  }

  private void clear() {
    data.clear();
    index.clear();
    partitions.clear();
    fileLength = 0;
    count = 0;
    keyBytes = 0;
    valueBytes = 0;
    minKey = Key.EMPTY;
    source = null;
  }

  /** Writes the open data block and its index entry. */
  private void flush(byte[] separator) {
    BlockHandle block = writeData();
    if (index.isFullBefore(separator.length, ESTIMATED_HANDLE_BYTES)) {
      finishPartition();
    }
    addHandle(index, separator, separator.length, block);
    data.clear();
  }

  /** A block like the one its records came from need not be compressed again. */
  private BlockHandle writeData() {
    int length = data.finish();
    if (source == null || !source.equals(data.buffer(), length)) {
      return writeCompressed(data.buffer(), length);
    }
    MemorySegment stored = source.stored();
    int storedLength = (int) stored.byteSize();
    reserve(storedLength);
    MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, 0, file, fileLength, storedLength);
    BlockHandle written = new BlockHandle(fileLength, storedLength - BlockTrailer.BYTES);
    fileLength += storedLength;
    return written;
  }

  private void finishPartition() {
    partitions.add(new IndexPartition(index));
    index.clear();
  }

  private BlockHandle writeIndex(RunProperties run) {
    if (partitions.isEmpty()) {
      run.put("rocksdb.num.data.blocks", index.entries());
      run.put("rocksdb.index.size", (long) index.estimatedBytes() + BlockTrailer.BYTES);
      return writeCompressed(index);
    }
    finishPartition();
    BlockBuilder top = new BlockBuilder(1);
    long blocks = 0;
    long bytes = 0;
    for (IndexPartition partition : partitions) {
      BlockHandle written = writeCompressed(partition.block, partition.block.length);
      addHandle(top, partition.lastKey, partition.lastKey.length, written);
      blocks += partition.entries;
      bytes += partition.block.length;
    }
    run.put("rocksdb.num.data.blocks", blocks);
    run.put("rocksdb.index.partitions", partitions.size());
    run.put("rocksdb.top-level.index.size", top.estimatedBytes());
    run.put("rocksdb.index.size", bytes + top.estimatedBytes() + BlockTrailer.BYTES);
    return writeCompressed(top);
  }

  private BlockHandle writeProperties(RunProperties run) {
    BlockBuilder block = new BlockBuilder(Integer.MAX_VALUE);
    run.addTo(block);
    return writeUncompressed(block);
  }

  private BlockHandle writeMetaIndex(BlockHandle propertiesBlock) {
    BlockBuilder block = new BlockBuilder(1);
    byte[] name = RunProperties.BLOCK.getBytes(UTF_8);
    addHandle(block, name, name.length, propertiesBlock);
    return writeUncompressed(block);
  }

  private void addHandle(BlockBuilder block, byte[] name, int nameLength, BlockHandle target) {
    block.add(name, nameLength, handle, 0, target.put(handle, 0));
  }

  private BlockHandle writeUncompressed(BlockBuilder block) {
    // Finishing may replace the buffer, so it comes first.
    int length = block.finish();
    return writeStored(block.buffer(), length, BlockTrailer.UNCOMPRESSED);
  }

  private BlockHandle writeCompressed(BlockBuilder block) {
    int length = block.finish();
    return writeCompressed(block.buffer(), length);
  }

  /** Compressed, unless that saves less than an eighth. */
  private BlockHandle writeCompressed(byte[] block, int length) {
    int compressed = snappy.encode(block, length);
    return compressed < length - length / 8
        ? writeStored(snappy.output(), compressed, BlockTrailer.SNAPPY)
        : writeStored(block, length, BlockTrailer.UNCOMPRESSED);
  }

  private BlockHandle writeStored(byte[] block, int length, byte type) {
    BlockHandle written = new BlockHandle(fileLength, length);
    reserve(length + BlockTrailer.BYTES);
    System.arraycopy(block, 0, file, fileLength, length);
    file[fileLength + length] = type;
    crc.reset();
    crc.update(file, fileLength, length + 1);
    fileLength += length + 1;
    int checksum = BlockTrailer.mask(crc.getValue());
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      file[fileLength++] = (byte) (checksum >>> shift);
    }
    return written;
  }

  private void append(byte[] bytes) {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, file, fileLength, bytes.length);
    fileLength += bytes.length;
  }

  private void reserve(int more) {
    if (file.length - fileLength < more) {
      int needed = Math.addExact(fileLength, more);
      int doubled = (int) Math.min(2L * file.length, Integer.MAX_VALUE - 8);
      file = Arrays.copyOf(file, Math.max(doubled, needed));
    }
  }

  private int toInternalKey(byte[] userKey, int length) {
    int internal = length + InternalKey.TRAILER_BYTES;
    if (key.length < internal) {
      key = new byte[2 * internal];
    }
    System.arraycopy(userKey, 0, key, 0, length);
    InternalKey.putRecordTrailer(key, length);
    return internal;
  }

  private int compareToLast(byte[] userKey, int length) {
    return Arrays.compareUnsigned(
        userKey, 0, length, data.lastKey(), 0, data.lastKeyLength() - InternalKey.TRAILER_BYTES);
  }

  private static Key keyOf(byte[] source, int length) {
    return Key.wrap(Arrays.copyOf(source, length));
  }
}
