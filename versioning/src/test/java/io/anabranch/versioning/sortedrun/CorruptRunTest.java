package io.anabranch.versioning.sortedrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.sortedrun.Runs.Row;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files are recognized; files made to look whole do no harm. */
class CorruptRunTest {

  private static final int FORGERIES = 1_500;

  @ParameterizedTest
  @ValueSource(strings = {"three-entries.range.sst", "split.metarange.sst", "refs-tag.range.sst"})
  void noticesEveryFlippedBit(String name) {
    byte[] file = Vectors.bytes(name);
    List<Row> rows = readAll(file);
    int noticed = 0;
    for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
      file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      try {
        assertThat(readAll(file)).as("bit %d", bit).isEqualTo(rows);
      } catch (FailureException e) {
        assertThat(e.failure()).as("bit %d", bit).isInstanceOf(Failure.Corrupt.class);
        noticed++;
      }
      file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
    }
    // Only the padding of the footer has no meaning.
    assertThat(noticed).isGreaterThan((file.length - Footer.BYTES) * Byte.SIZE);
  }

  /** What passes the check can be read, whatever bit is wrong; see the padding above. */
  @Test
  void theCheckNoticesWhatReadingWould() {
    for (String name : List.of("three-entries.range.sst", "two-level.range.sst")) {
      byte[] file = Vectors.bytes(name);
      verify(file);
      List<Row> rows = readAll(file);
      int stride = Math.max(1, file.length * Byte.SIZE / 4_000);
      for (int bit = 0; bit < file.length * Byte.SIZE; bit += stride) {
        file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        try {
          verify(file);
          assertThat(readAll(file)).as("%s, bit %d", name, bit).isEqualTo(rows);
          assertThat(bit / Byte.SIZE).isGreaterThan(file.length - Footer.BYTES);
        } catch (FailureException e) {
          assertThat(e.failure()).as("%s, bit %d", name, bit).isInstanceOf(Failure.Corrupt.class);
        }
        file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      }
    }
  }

  private static void verify(byte[] file) {
    SortedRunReader.open(MemorySegment.ofArray(file), "checked").verify();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"three-entries.range.sst", "multi-block.range.sst", "two-level.range.sst"})
  void survivesForgedBlocks(String name) {
    byte[] original = Vectors.bytes(name);
    List<BlockHandle> blocks = blocks(original);
    long first = System.nanoTime();
    for (long seed = first; seed < first + FORGERIES; seed++) {
      Random random = new Random(seed);
      byte[] file = original.clone();
      BlockHandle block = blocks.get(random.nextInt(blocks.size()));
      int edits = 1 + random.nextInt(4);
      for (int i = 0; i < edits; i++) {
        // The type of the block, which follows it, is forged too.
        int at = (int) (block.offset() + random.nextLong(block.length() + 1));
        file[at] = (byte) (random.nextBoolean() ? random.nextInt() : file[at] + 1);
      }
      seal(file, block);
      readWithoutHarm(file, seed);
    }
  }

  @Test
  void survivesCutsAndForgedFooters() {
    byte[] original = Vectors.bytes("two-level.range.sst");
    for (int length = 0; length < original.length; length += 7) {
      readWithoutHarm(Arrays.copyOf(original, length), length);
    }
    long first = System.nanoTime();
    for (long seed = first; seed < first + FORGERIES; seed++) {
      Random random = new Random(seed);
      byte[] file = original.clone();
      for (int i = 0; i < 4; i++) {
        file[file.length - Footer.BYTES + 1 + random.nextInt(40)] = (byte) random.nextInt();
      }
      readWithoutHarm(file, seed);
    }
  }

  private static void readWithoutHarm(byte[] file, long seed) {
    try {
      SortedRunReader reader = SortedRunReader.open(MemorySegment.ofArray(file), "forged");
      reader.properties();
      reader.find(Key.of("many/00350"));
      Runs.read(reader);
    } catch (FailureException e) {
      assertThat(e.failure()).as("seed %d", seed).isInstanceOf(Failure.Corrupt.class);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private static List<Row> readAll(byte[] file) {
    return Runs.read(SortedRunReader.open(MemorySegment.ofArray(file), "flipped"));
  }

  /** Makes the checksum of a block fit its bytes. */
  private static void seal(byte[] file, BlockHandle block) {
    int end = (int) (block.offset() + block.length()) + 1;
    CRC32C crc = new CRC32C();
    crc.update(file, (int) block.offset(), (int) block.length() + 1);
    int checksum = BlockTrailer.mask(crc.getValue());
    for (int i = 0; i < Integer.BYTES; i++) {
      file[end + i] = (byte) (checksum >>> (Byte.SIZE * i));
    }
  }

  /** Blocks lie one after the other from the start: each trailer ends where the next one begins. */
  private static List<BlockHandle> blocks(byte[] file) {
    SortedRunReader reader = SortedRunReader.open(MemorySegment.ofArray(file), "original");
    Footer footer =
        Objects.requireNonNull(
            Footer.decode(Arrays.copyOfRange(file, file.length - Footer.BYTES, file.length)));
    List<BlockHandle> blocks = new ArrayList<>();
    blocks.add(footer.metaIndex());
    blocks.add(footer.index());
    addHandles(blocks, reader.read(footer.metaIndex()), 0);
    int indexed = blocks.size();
    addHandles(blocks, reader.index(), InternalKey.TRAILER_BYTES);
    if (reader.hasTwoLevelIndex()) {
      for (BlockHandle partition : List.copyOf(blocks.subList(indexed, blocks.size()))) {
        addHandles(blocks, reader.read(partition), InternalKey.TRAILER_BYTES);
      }
    }
    return blocks;
  }

  private static void addHandles(List<BlockHandle> blocks, Block index, int trailerBytes) {
    BlockCursor cursor = new BlockCursor(trailerBytes);
    cursor.enter(index);
    while (cursor.next()) {
      int end = cursor.valueAt() + cursor.valueLength();
      blocks.add(Objects.requireNonNull(BlockHandle.read(cursor.value(), cursor.valueAt(), end)));
    }
  }
}
