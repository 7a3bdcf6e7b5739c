package io.anabranch.versioning.sortedrun;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Reads a run. Opening reads the footer, the properties and the index only, so it is cheap; a
 * record is then found by reading one data block (and, in a run with a two-level index, one index
 * block, which is then kept: an index is a small part of its file). The checksum of every block is
 * checked whenever it is read.
 *
 * <p>All methods throw Corrupt for a file that is not what a writer wrote; what it claims never
 * leads to a read outside of it, and memory is bounded by a small multiple of its size. Safe for
 * use by many threads.
 */
public final class SortedRunReader {

  private final MemorySegment file;
  private final String name;
  private final Block properties;
  private final Block index;
  private final boolean twoLevelIndex;

  /** Parts of a two-level index that were read: nearly each look-up would read one again. */
  private final ConcurrentMap<BlockHandle, Block> indexPartitions = new ConcurrentHashMap<>();

  private final AtomicLong indexPartitionBytes = new AtomicLong();

  private SortedRunReader(MemorySegment file, String name) {
    this.file = file;
    this.name = name;
    Footer footer = readFooter();
    long footerAt = file.byteSize() - Footer.BYTES;
    BlockHandle propertiesBlock = findPropertiesBlock(read(footer.metaIndex()));
    // The handles of the footer have no checksum; there is only one place where they can point.
    if (footer.metaIndex().blockEnd() != footerAt
        || footer.index().blockEnd() != propertiesBlock.offset()) {
      throw corrupt("its footer points to the wrong blocks");
    }
    this.properties = read(propertiesBlock);
    this.index = read(footer.index());
    Boolean twoLevels =
        findProperty(RunProperties.INDEX_TYPE).map(RunProperties::isTwoLevel).orElse(null);
    if (twoLevels == null) {
      throw corrupt("its kind of index is unknown");
    }
    this.twoLevelIndex = twoLevels;
  }

  /**
   * @param file must stay readable and unchanged for as long as the reader is used
   * @param name for messages, such as the id
   */
  public static SortedRunReader open(MemorySegment file, String name) {
    return new SortedRunReader(file, name);
  }

  /**
   * Checks the checksum of every block, so that no later read of this file can fail on one. Costs a
   * pass over the file, but no block of records is decompressed.
   */
  public void verify() {
    BlockCursor entries = new BlockCursor(InternalKey.TRAILER_BYTES);
    entries.enter(index);
    while (entries.next()) {
      if (twoLevelIndex) {
        verifyListed(readIndexPartition(entries));
      } else {
        verify(handle(entries));
      }
    }
  }

  private void verifyListed(Block partition) {
    BlockCursor entries = new BlockCursor(InternalKey.TRAILER_BYTES);
    entries.enter(partition);
    while (entries.next()) {
      verify(handle(entries));
    }
  }

  private void verify(BlockHandle handle) {
    ByteBuffer stored = stored(handle).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int checked = (int) handle.length() + 1;
    CRC32C crc = new CRC32C();
    crc.update(stored.slice(0, checked));
    if (BlockTrailer.mask(crc.getValue()) != stored.getInt(checked)) {
      throw mismatch();
    }
  }

  /**
   * The id that the records and the user's properties have, whatever the file is called. Reads
   * every record.
   */
  public String computeId() {
    RunIdentity identity = new RunIdentity();
    SortedRunCursor records = cursor();
    while (records.next()) {
      identity.add(
          records.keyBuffer(),
          records.keyLength(),
          records.valueBuffer(),
          records.valueOffset(),
          records.valueLength());
    }
    Map<String, String> users = new TreeMap<>();
    properties()
        .forEach(
            (property, value) -> {
              if (!RunProperties.isOfFormat(property)) {
                users.put(property, new String(value, UTF_8));
              }
            });
    return identity.finish(users);
  }

  /** The value of a property, the user's or the format's own, as its bytes. */
  public Optional<byte[]> findProperty(String property) {
    byte[] wanted = property.getBytes(UTF_8);
    BlockCursor cursor = new BlockCursor(0);
    cursor.enter(properties);
    if (!cursor.seek(wanted, wanted.length)) {
      return Optional.empty();
    }
    return Key.wrap(wanted).equals(keyOf(cursor)) ? Optional.of(valueOf(cursor)) : Optional.empty();
  }

  /** All properties. */
  public SortedMap<String, byte[]> properties() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    BlockCursor cursor = new BlockCursor(0);
    cursor.enter(properties);
    while (cursor.next()) {
      all.put(keyOf(cursor).toString(), valueOf(cursor));
    }
    return Collections.unmodifiableSortedMap(all);
  }

  public Optional<RecordValue> find(Key key) {
    SortedRunCursor cursor = cursor();
    return cursor.seek(key) && cursor.compareKey(key) == 0
        ? Optional.of(cursor.value())
        : Optional.empty();
  }

  /** Before the first record. */
  public SortedRunCursor cursor() {
    return new SortedRunCursor(this);
  }

  public long fileBytes() {
    return file.byteSize();
  }

  String name() {
    return name;
  }

  Block index() {
    return index;
  }

  boolean hasTwoLevelIndex() {
    return twoLevelIndex;
  }

  /** Reads, checks and decompresses a block. */
  Block read(BlockHandle handle) {
    MemorySegment source = stored(handle);
    int length = (int) handle.length();
    byte[] stored = source.toArray(ValueLayout.JAVA_BYTE);
    check(stored, length);
    return switch (stored[length]) {
      case BlockTrailer.UNCOMPRESSED -> new Block(stored, length, source, name);
      case BlockTrailer.SNAPPY -> {
        byte[] block = SnappyDecoder.decode(stored, length);
        if (block == null) {
          throw corrupt("a block cannot be decompressed");
        }
        yield new Block(block, block.length, source, name);
      }
      default -> throw corrupt("a block is compressed in an unknown way");
    };
  }

  /** The data block that the current entry of an index refers to. */
  Block readData(BlockCursor indexEntry) {
    return read(handle(indexEntry));
  }

  /** Whether the blocks that entries of two indexes refer to are the same bytes in both files. */
  boolean storesAlike(BlockCursor indexEntry, SortedRunReader other, BlockCursor otherEntry) {
    return stored(handle(indexEntry)).mismatch(other.stored(other.handle(otherEntry))) < 0;
  }

  /** The part of the index that the current entry of its top level refers to. */
  Block readIndexPartition(BlockCursor topEntry) {
    BlockHandle handle = handle(topEntry);
    Block known = indexPartitions.get(handle);
    if (known != null) {
      return known;
    }
    Block partition = read(handle);
    // Only a forged index, whose parts overlap, is larger than its file.
    if (indexPartitionBytes.addAndGet(partition.bytes().length) <= file.byteSize()) {
      indexPartitions.put(handle, partition);
    }
    return partition;
  }

  private BlockHandle handle(BlockCursor indexEntry) {
    BlockHandle handle =
        BlockHandle.read(
            indexEntry.value(),
            indexEntry.valueAt(),
            indexEntry.valueAt() + indexEntry.valueLength());
    if (handle == null) {
      throw corrupt("its index is malformed");
    }
    return handle;
  }

  /** A block as the file has it, with its trailer. */
  private MemorySegment stored(BlockHandle handle) {
    long blocksEnd = file.byteSize() - Footer.BYTES - BlockTrailer.BYTES;
    if (handle.length() > Integer.MAX_VALUE - 16
        || handle.offset() > blocksEnd
        || handle.length() > blocksEnd - handle.offset()) {
      throw corrupt("a block lies outside of it");
    }
    return file.asSlice(handle.offset(), handle.length() + BlockTrailer.BYTES);
  }

  private void check(byte[] stored, int length) {
    CRC32C crc = new CRC32C();
    crc.update(stored, 0, length + 1);
    int expected = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      expected |= (stored[length + 1 + i] & 0xff) << (Byte.SIZE * i);
    }
    if (BlockTrailer.mask(crc.getValue()) != expected) {
      throw mismatch();
    }
  }

  private RuntimeException mismatch() {
    return corrupt("a block does not match its checksum");
  }

  private Footer readFooter() {
    if (file.byteSize() < Footer.BYTES) {
      throw corrupt("it has only " + file.byteSize() + " bytes");
    }
    byte[] bytes = new byte[Footer.BYTES];
    MemorySegment.copy(
        file, ValueLayout.JAVA_BYTE, file.byteSize() - Footer.BYTES, bytes, 0, Footer.BYTES);
    return Footer.decode(bytes, name);
  }

  private BlockHandle findPropertiesBlock(Block metaIndex) {
    BlockCursor cursor = new BlockCursor(0);
    cursor.enter(metaIndex);
    while (cursor.next()) {
      if (keyOf(cursor).equals(Key.of(RunProperties.BLOCK))) {
        byte[] handle = valueOf(cursor);
        BlockHandle found = BlockHandle.read(handle, 0, handle.length);
        if (found != null) {
          return found;
        }
      }
    }
    throw corrupt("it has no properties");
  }

  private static Key keyOf(BlockCursor cursor) {
    return Key.wrap(Arrays.copyOf(cursor.key(), cursor.keyLength()));
  }

  private static byte[] valueOf(BlockCursor cursor) {
    return Arrays.copyOfRange(
        cursor.value(), cursor.valueAt(), cursor.valueAt() + cursor.valueLength());
  }

  private RuntimeException corrupt(String reason) {
    return CorruptRun.because(name, reason);
  }
}
