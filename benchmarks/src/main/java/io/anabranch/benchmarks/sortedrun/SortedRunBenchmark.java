package io.anabranch.benchmarks.sortedrun;

import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.sortedrun.SortedRunCursor;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;
import org.rocksdb.SstFileWriter;

/** Each task twice: by us and by RocksDB. Times are for one record, look-up or file. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SortedRunBenchmark {

  private final SplittableRandom random = new SplittableRandom(7);
  private Path written = Path.of("");

  @Setup(Level.Trial)
  public void createTarget() throws IOException {
    written = Files.createTempFile("written", ".sst");
  }

  @TearDown(Level.Trial)
  public void deleteTarget() throws IOException {
    Files.delete(written);
  }

  @Benchmark
  @OperationsPerInvocation(Records.COUNT)
  public void writeAnabranch(Records records) {
    RunFile.save(records.write().file(), written);
  }

  @Benchmark
  @OperationsPerInvocation(Records.COUNT)
  public void writeRocksDb(Records records, RocksDbOptions rocks) throws RocksDBException {
    try (SstFileWriter writer = new SstFileWriter(rocks.environment, rocks.options)) {
      writer.open(written.toString());
      for (int i = 0; i < Records.COUNT; i++) {
        writer.put(records.keys[i], records.values[i]);
      }
      writer.finish();
    }
  }

  @Benchmark
  @OperationsPerInvocation(Records.COUNT)
  public void scanAnabranch(OpenRun run, Blackhole sink) {
    for (SortedRunCursor cursor = run.reader.cursor(); cursor.next(); ) {
      sink.consume(cursor.key());
      sink.consume(cursor.value());
    }
  }

  @Benchmark
  @OperationsPerInvocation(Records.COUNT)
  public void scanRocksDb(OpenRocksDbRun run, Blackhole sink) {
    SstFileReaderIterator iterator = run.iterator;
    for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
      sink.consume(iterator.key());
      sink.consume(iterator.value());
    }
  }

  @Benchmark
  public Optional<RecordValue> lookUpAnabranch(OpenRun run, Records records) {
    return run.reader.find(Key.wrap(records.keys[random.nextInt(Records.COUNT)]));
  }

  @Benchmark
  public byte[] lookUpRocksDb(OpenRocksDbRun run, Records records) {
    run.iterator.seek(records.keys[random.nextInt(Records.COUNT)]);
    return run.iterator.value();
  }

  @Benchmark
  public Optional<RecordValue> openAnabranch(RunFile file, Records records) {
    try (Arena arena = Arena.ofConfined()) {
      return SortedRunReader.open(file.map(arena), "run")
          .find(Key.wrap(records.keys[random.nextInt(Records.COUNT)]));
    }
  }

  @Benchmark
  public byte[] openRocksDb(RunFile file, RocksDbOptions rocks, Records records)
      throws RocksDBException {
    try (SstFileReader reader = new SstFileReader(rocks.options)) {
      reader.open(file.path.toString());
      try (SstFileReaderIterator iterator = reader.newIterator(rocks.reading)) {
        iterator.seek(records.keys[random.nextInt(Records.COUNT)]);
        return iterator.value();
      }
    }
  }
}
