package io.anabranch.versioning.tree;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Files in memory, and what was asked for. */
final class MemoryRangeStorage implements RangeStorage {

  static final TreeLocation LOCATION = new TreeLocation("", "mem://trees");

  final Map<String, MemorySegment> files = new ConcurrentHashMap<>();
  final ConcurrentLinkedQueue<String> reads = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<String> writes = new ConcurrentLinkedQueue<>();

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    reads.add(id);
    MemorySegment file = files.get(id);
    if (file == null) {
      throw new FailureException(new Failure.Gone("no file " + id));
    }
    return file;
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    writes.add(id);
    MemorySegment before = files.putIfAbsent(id, file);
    if (before != null && before.mismatch(file) >= 0) {
      throw new IllegalStateException("two files have the id " + id);
    }
  }

  @Override
  public void forget(TreeLocation location, String id) {}

  void forget() {
    reads.clear();
    writes.clear();
  }
}
