package io.anabranch.server.stores.cache;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory, and how often one was read. */
final class CountingStore implements RangeStorage {

  static final TreeLocation HERE = new TreeLocation("far", "s3://bucket/one");
  static final TreeLocation THERE = new TreeLocation("far", "s3://bucket/two");

  final AtomicInteger reads = new AtomicInteger();
  private final Map<FileKey, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    reads.incrementAndGet();
    byte[] file = files.get(new FileKey(location, id));
    if (file == null) {
      throw new FailureException(new Failure.Gone("no file " + id));
    }
    return MemorySegment.ofArray(file);
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    files.put(new FileKey(location, id), file.toArray(ValueLayout.JAVA_BYTE));
  }

  @Override
  public void forget(TreeLocation location, String id) {}
}
