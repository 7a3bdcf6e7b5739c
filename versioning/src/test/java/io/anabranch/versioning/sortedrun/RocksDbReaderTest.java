package io.anabranch.versioning.sortedrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.Runs.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;
import org.rocksdb.SstFileWriter;

/** RocksDB reads what we write, and we read what it writes, or say why not. */
class RocksDbReaderTest {

  static {
    RocksDB.loadLibrary();
  }

  @TempDir Path directory;

  /** How well the blocks of a run can be compressed; some of both kinds in a mixed one. */
  enum Contents {
    ENTRIES,
    RANDOM_BYTES,
    MIXED
  }

  @ParameterizedTest
  @EnumSource(Contents.class)
  void readsLargeRuns(Contents contents) {
    long seed = System.nanoTime();
    List<Row> rows = rows(contents, 30_000, new Random(seed));
    SortedRun run = Runs.write(Runs.RANGES, rows);
    assertThat(run.file().byteSize()).as("seed %d", seed).isGreaterThan(2 << 20);
    SortedRunReader ours = SortedRunReader.open(run.file(), run.id());
    assertThat(ours.hasTwoLevelIndex()).isTrue();
    assertReads(run, rows, new Random(seed));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 1_000})
  void readsSmallRuns(int count) {
    List<Row> rows = rows(Contents.MIXED, count, new Random(count));
    assertReads(Runs.write(Runs.RANGES, rows), rows, new Random(count));
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionType.class,
      names = {"NO_COMPRESSION", "SNAPPY_COMPRESSION"})
  void itsFilesAreRead(CompressionType compression) {
    List<Row> rows = rows(Contents.MIXED, 20_000, new Random(1));
    SortedRunReader reader = open(write(rows, 2, ChecksumType.kCRC32c, compression));
    assertThat(Runs.read(reader)).isEqualTo(rows);
    for (Row row : rows.subList(5_000, 5_100)) {
      assertThat(reader.find(row.key())).contains(row.value());
    }
  }

  @Test
  void itsOtherFilesAreRefusedByName() {
    List<Row> rows = rows(Contents.ENTRIES, 1_000, new Random(1));
    CompressionType snappy = CompressionType.SNAPPY_COMPRESSION;
    assertThat(refusal(write(rows, 5, ChecksumType.kCRC32c, snappy))).contains("version 5");
    assertThat(refusal(write(rows, 2, ChecksumType.kxxHash64, snappy)))
        .contains("checksums are of kind");
    assertThat(refusal(write(rows, 2, ChecksumType.kCRC32c, CompressionType.LZ4_COMPRESSION)))
        .contains("compressed in an unknown way");
  }

  private void assertReads(SortedRun run, List<Row> rows, Random random) {
    try (Options options = new Options();
        ReadOptions reading = new ReadOptions().setVerifyChecksums(true);
        SstFileReader reader = new SstFileReader(options)) {
      Path file = directory.resolve(run.id());
      Files.write(file, run.file().toArray(ValueLayout.JAVA_BYTE));
      reader.open(file.toString());
      reader.verifyChecksum();
      assertThat(reader.getTableProperties().getNumEntries()).isEqualTo(rows.size());
      assertThat(reader.getTableProperties().getUserCollectedProperties())
          .containsEntry("type", "ranges")
          .containsEntry("count", Integer.toString(rows.size()));
      try (SstFileReaderIterator iterator = reader.newIterator(reading)) {
        iterator.seekToFirst();
        for (Row row : rows) {
          assertAt(iterator, row);
          iterator.next();
        }
        assertThat(iterator.isValid()).isFalse();
        iterator.status();
        for (int i = 0; i < 1_000 && !rows.isEmpty(); i++) {
          Row row = rows.get(random.nextInt(rows.size()));
          iterator.seek(row.key().bytes());
          assertAt(iterator, row);
        }
      }
    } catch (RocksDBException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertAt(SstFileReaderIterator iterator, Row row) {
    assertThat(iterator.isValid()).isTrue();
    assertThat(iterator.key()).isEqualTo(row.key().bytes());
    assertThat(iterator.value()).isEqualTo(row.value().encoded());
  }

  private MemorySegment write(
      List<Row> rows, int version, ChecksumType checksums, CompressionType compression) {
    Path file = directory.resolve("rocks-%d-%s-%s".formatted(version, checksums, compression));
    BlockBasedTableConfig table =
        new BlockBasedTableConfig().setFormatVersion(version).setChecksumType(checksums);
    try (Options options =
            new Options().setTableFormatConfig(table).setCompressionType(compression);
        EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      for (Row row : rows) {
        writer.put(row.key().bytes(), row.value().encoded());
      }
      writer.finish();
      return MemorySegment.ofArray(Files.readAllBytes(file));
    } catch (RocksDBException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedRunReader open(MemorySegment file) {
    return SortedRunReader.open(file, "rocks");
  }

  private static String refusal(MemorySegment file) {
    try {
      Runs.read(open(file));
      return "none";
    } catch (FailureException e) {
      assertThat(e.failure()).isInstanceOf(Failure.Corrupt.class);
      return e.failure().message();
    }
  }

  private static List<Row> rows(Contents contents, int count, Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Key key = Key.of("tables/%03d/part-%07d.parquet".formatted(i / 500, i));
      boolean entry =
          switch (contents) {
            case ENTRIES -> true;
            case RANDOM_BYTES -> false;
            case MIXED -> i / 1_000 % 2 == 0;
          };
      rows.add(new Row(key, entry ? entry(i) : randomBytes(random)));
    }
    return rows;
  }

  private static RecordValue entry(int i) {
    return RecordValue.of(
        new Entry(
            "data/gq2s0lfnji4s73bqqvt0/%020x".formatted(i * 0x9e3779b97f4a7c15L),
            AddressType.RELATIVE,
            Instant.ofEpochSecond(1_700_000_000 + i),
            i * 31L,
            "%032x".formatted(i * 0xc2b2ae3d27d4eb4fL),
            Map.of(),
            "application/octet-stream"));
  }

  private static RecordValue randomBytes(Random random) {
    byte[] identity = new byte[32];
    byte[] data = new byte[100 + random.nextInt(100)];
    random.nextBytes(identity);
    random.nextBytes(data);
    return RecordValue.of(identity, data);
  }
}
