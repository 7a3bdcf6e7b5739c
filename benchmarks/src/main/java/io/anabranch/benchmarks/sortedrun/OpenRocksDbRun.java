package io.anabranch.benchmarks.sortedrun;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/** The run, open in RocksDB, with all of its blocks in the cache. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class OpenRocksDbRun {

  private SstFileReader reader;
  SstFileReaderIterator iterator;

  @Setup(Level.Trial)
  public void open(RunFile file, RocksDbOptions rocks) throws RocksDBException {
    reader = new SstFileReader(rocks.options);
    reader.open(file.path.toString());
    iterator = reader.newIterator(rocks.reading);
    iterator.seekToFirst();
    while (iterator.isValid()) {
      iterator.next();
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    iterator.close();
    reader.close();
  }
}
