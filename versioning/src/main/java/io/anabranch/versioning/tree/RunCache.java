package io.anabranch.versioning.tree;

import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opened runs, the least recently used dropped first when their files pass a number of bytes. Safe
 * for use by many threads, of which several may open the same run at once.
 */
final class RunCache {

  private record RunName(TreeLocation location, String id) {}

  private final long maxBytes;
  private final Map<RunName, SortedRunReader> runs = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  RunCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  SortedRunReader get(TreeLocation location, String id, Supplier<SortedRunReader> opener) {
    RunName name = new RunName(location, id);
    SortedRunReader known = find(name);
    if (known != null) {
      return known;
    }
    SortedRunReader opened = opener.get();
    add(name, opened);
    return opened;
  }

  synchronized void remove(TreeLocation location, String id) {
    SortedRunReader removed = runs.remove(new RunName(location, id));
    if (removed != null) {
      bytes -= removed.fileBytes();
    }
  }

  private synchronized @Nullable SortedRunReader find(RunName name) {
    return runs.get(name);
  }

  private synchronized void add(RunName name, SortedRunReader run) {
    if (run.fileBytes() > maxBytes || runs.putIfAbsent(name, run) != null) {
      return;
    }
    bytes += run.fileBytes();
    Iterator<SortedRunReader> eldest = runs.values().iterator();
    while (bytes > maxBytes) {
      bytes -= eldest.next().fileBytes();
      eldest.remove();
    }
  }
}
