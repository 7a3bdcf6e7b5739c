package io.anabranch.versioning.sortedrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.Runs.Row;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files are recognized; files made to look whole do no harm. */
class CorruptRunTest {

  private static final int FORGERIES = 1_500;
  private static final int FLIPS = 8_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty.metarange.sst",
        "three-entries.range.sst",
        "split.metarange.sst",
        "refs-commit.range.sst"
      })
  void noticesEveryFlippedBit(String name) {
    byte[] file = Vectors.bytes(name);
    flipEveryBit(new Original(file, Integer.MAX_VALUE), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multi-block.range.sst", "two-level.range.sst"})
  @Tag("nightly")
  void noticesEveryFlippedBitOfLargerRuns(String name) {
    byte[] file = Vectors.bytes(name);
    flipEveryBit(new Original(file, 20), file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"multi-block.range.sst", "two-level.range.sst"})
  void noticesFlippedBitsOfLargerRuns(String name) {
    byte[] file = Vectors.bytes(name);
    Original original = new Original(file, 20);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < FLIPS; i++) {
      original.isNoticedAt(file, random.nextInt(file.length * Byte.SIZE), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty.metarange.sst",
        "three-entries.range.sst",
        "multi-block.range.sst",
        "two-level.range.sst"
      })
  void noticesEveryCut(String name) {
    byte[] file = Vectors.bytes(name);
    Original original = new Original(file, 20);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThat(original.isNoticed(cut, "cut at " + length)).as("cut at %d", length).isTrue();
    }
  }

  @Test
  void namesWhatItCannotRead() {
    byte[] future = Vectors.bytes("three-entries.range.sst");
    future[future.length - 12] = 3;
    assertThatThrownBy(() -> open(future)).hasMessageContaining("version 3, and only 2");
    byte[] otherChecksums = Vectors.bytes("three-entries.range.sst");
    otherChecksums[otherChecksums.length - Footer.BYTES] = 4;
    assertThatThrownBy(() -> open(otherChecksums)).hasMessageContaining("checksums are of kind 4");
    assertThatThrownBy(() -> open(Vectors.bytes("gc-uncommitted.parquet")))
        .hasMessageContaining("does not end as a sorted run does");
    assertThatThrownBy(() -> open(new byte[0])).hasMessageContaining("only 0 bytes");
  }

  /** What passes the check can be read, whatever bit is wrong; see the padding above. */
  @Test
  void theCheckNoticesWhatReadingWould() {
    for (String name : List.of("three-entries.range.sst", "two-level.range.sst")) {
      byte[] file = Vectors.bytes(name);
      verify(file);
      List<Row> rows = Runs.read(open(file));
      int stride = Math.max(1, file.length * Byte.SIZE / 4_000);
      for (int bit = 0; bit < file.length * Byte.SIZE; bit += stride) {
        file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        try {
          verify(file);
          assertThat(Runs.read(open(file))).as("%s, bit %d", name, bit).isEqualTo(rows);
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
  void survivesForgedFooters() {
    byte[] original = Vectors.bytes("two-level.range.sst");
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

  private static SortedRunReader open(byte[] file) {
    return SortedRunReader.open(MemorySegment.ofArray(file), "damaged");
  }

  private static void flipEveryBit(Original original, byte[] file) {
    int noticed = 0;
    for (int bit = 0; bit < file.length * Byte.SIZE; bit++) {
      noticed += original.isNoticedAt(file, bit, "whole") ? 1 : 0;
    }
    // Only the padding of the footer has no meaning.
    assertThat(noticed).isGreaterThan((file.length - Footer.BYTES) * Byte.SIZE);
  }

  /** What an undamaged run answers. */
  private static final class Original {

    private final List<Row> rows;
    private final List<Key> lookUps = new ArrayList<>();
    private final List<Optional<RecordValue>> found;
    private final Map<String, Key> properties;

    /**
     * @param maxRows that are looked up in each damaged file, beside keys that are absent
     */
    Original(byte[] file, int maxRows) {
      SortedRunReader reader = open(file.clone());
      rows = Runs.read(reader);
      int step = Math.max(1, rows.size() / maxRows);
      for (int i = 0; i < rows.size(); i += step) {
        lookUps.add(rows.get(i).key());
        lookUps.add(rows.get(i).key().next());
      }
      lookUps.add(Key.EMPTY);
      found = lookUps.stream().map(reader::find).toList();
      properties = properties(reader);
    }

    boolean isNoticedAt(byte[] file, int bit, String context) {
      file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      boolean noticed = isNoticed(file, context + ", bit " + bit);
      file[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      return noticed;
    }

    /** Asks everything: each answer is the original's or that the file is corrupt. */
    boolean isNoticed(byte[] file, String context) {
      SortedRunReader[] reader = new SortedRunReader[1];
      if (isCorrupt(context, () -> reader[0] = open(file))) {
        return true;
      }
      boolean noticed =
          isCorrupt(context, () -> assertThat(properties(reader[0])).isEqualTo(properties));
      noticed |= isCorrupt(context, () -> assertThat(Runs.read(reader[0])).isEqualTo(rows));
      for (int i = 0; i < lookUps.size(); i++) {
        Key key = lookUps.get(i);
        Optional<RecordValue> value = found.get(i);
        noticed |= isCorrupt(context, () -> assertThat(reader[0].find(key)).isEqualTo(value));
      }
      return noticed;
    }

    private static boolean isCorrupt(String context, Runnable question) {
      try {
        question.run();
        return false;
      } catch (FailureException e) {
        assertThat(e.failure()).as(context).isInstanceOf(Failure.Corrupt.class);
        return true;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(context, e);
      }
    }

    private static Map<String, Key> properties(SortedRunReader reader) {
      Map<String, Key> properties = new TreeMap<>();
      reader.properties().forEach((name, value) -> properties.put(name, Key.wrap(value)));
      return properties;
    }
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
        Footer.decode(
            Arrays.copyOfRange(file, file.length - Footer.BYTES, file.length), "original");
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
