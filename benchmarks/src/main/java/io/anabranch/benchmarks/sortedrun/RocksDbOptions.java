package io.anabranch.benchmarks.sortedrun;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;

/**
 * RocksDB set to our format: blocks of 4 KiB, Snappy, CRC-32C, an index of two levels, no filter.
 * Its cache has room for all blocks, uncompressed; checksums are verified as a block is read.
 */
@State(Scope.Benchmark)
public class RocksDbOptions {

  static {
    RocksDB.loadLibrary();
  }

  private static final long CACHE_BYTES = 1L << 30;

  final Cache cache = new LRUCache(CACHE_BYTES);
  final Options options = new Options();
  final EnvOptions environment = new EnvOptions();
  final ReadOptions reading = new ReadOptions().setVerifyChecksums(true).setFillCache(true);

  @Setup(Level.Trial)
  public void set() {
    options
        .setCompressionType(CompressionType.SNAPPY_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setFormatVersion(2)
                .setChecksumType(ChecksumType.kCRC32c)
                .setBlockSize(4096)
                .setBlockSizeDeviation(10)
                .setBlockRestartInterval(16)
                .setIndexType(IndexType.kTwoLevelIndexSearch)
                .setMetadataBlockSize(4096)
                .setBlockCache(cache));
  }

  @TearDown(Level.Trial)
  public void close() {
    reading.close();
    environment.close();
    options.close();
    cache.close();
  }
}
