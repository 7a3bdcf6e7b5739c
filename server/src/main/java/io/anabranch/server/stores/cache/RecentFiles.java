package io.anabranch.server.stores.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a cache by how lately they were used, within a total size. What is being written
 * counts from its beginning. Only names and sizes: whoever holds this deletes the files that it
 * answers with. Not for use by many threads.
 */
final class RecentFiles {

  /** A small file takes a block of the disk as well. */
  private static final long BLOCK_BYTES = 4096;

  private final long capacityBytes;
  private final LinkedHashMap<String, Long> files = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;
  private long reserved;

  RecentFiles(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  static long onDisk(long size) {
    return Math.ceilDiv(size, BLOCK_BYTES) * BLOCK_BYTES;
  }

  /** Whether a file that is to be written can find room, beside what is being written already. */
  boolean canReserve(long size) {
    return reserved + onDisk(size) <= capacityBytes;
  }

  /** Takes room for a file that is to be written, and answers with the files that must go. */
  List<String> reserve(long size) {
    reserved += onDisk(size);
    return evict();
  }

  /** Gives room back: the file was added, or could not be written. */
  void release(long size) {
    reserved -= onDisk(size);
  }

  /** Says that a file was used now, new or known, and answers with the files that must go. */
  List<String> use(String name, long size) {
    Long before = files.put(name, onDisk(size));
    bytes += onDisk(size) - (before == null ? 0 : before);
    return evict();
  }

  /** Adds a file that was used before all that are known; false when there is no room for it. */
  boolean addOldest(String name, long size) {
    if (files.containsKey(name)) {
      return true;
    }
    if (bytes + reserved + onDisk(size) > capacityBytes) {
      return false;
    }
    files.putFirst(name, onDisk(size));
    bytes += onDisk(size);
    return true;
  }

  boolean contains(String name) {
    return files.containsKey(name);
  }

  void remove(String name) {
    Long size = files.remove(name);
    bytes -= size == null ? 0 : size;
  }

  long bytes() {
    return bytes;
  }

  private List<String> evict() {
    List<String> evicted = new ArrayList<>();
    while (bytes + reserved > capacityBytes && !files.isEmpty()) {
      Map.Entry<String, Long> eldest = files.pollFirstEntry();
      bytes -= eldest.getValue();
      evicted.add(eldest.getKey());
    }
    return evicted;
  }
}
