package io.anabranch.versioning.memory;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Files of ranges in memory; writing can be made to fail. */
public final class MemoryRanges implements RangeStorage {

  private record Name(TreeLocation location, String id) {}

  private final Map<Name, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

  private final Queue<String> reads = new ConcurrentLinkedQueue<>();

  /** The ids of the files read since this was last asked. */
  public synchronized List<String> takeReads() {
    List<String> taken = List.copyOf(reads);
    reads.clear();
    return taken;
  }

  /** Lets this many writes succeed, and none after them. */
  public void failAfter(int writes) {
    writesLeft.set(writes);
  }

  public void recover() {
    writesLeft.set(Integer.MAX_VALUE);
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    reads.add(id);
    byte[] file = files.get(new Name(location, id));
    if (file == null) {
      throw new FailureException(new Failure.Gone("no file " + id));
    }
    return MemorySegment.ofArray(file);
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    if (writesLeft.getAndUpdate(left -> left == 0 ? 0 : left - 1) == 0) {
      throw new FailureException(
          new Failure.Unavailable("the store is down", Duration.ofSeconds(1)));
    }
    files.put(new Name(location, id), file.toArray(ValueLayout.JAVA_BYTE));
  }

  @Override
  public void forget(TreeLocation location, String id) {}
}
