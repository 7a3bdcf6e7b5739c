package io.anabranch.versioning.tree;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opened runs, the least recently used dropped first when their files pass a number of bytes. A run
 * that many ask for at once is opened once. Safe for use by many threads.
 */
final class RunCache {

  private record RunName(TreeLocation location, String id) {}

  private final long maxBytes;
  private final Map<RunName, SortedRunReader> runs = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<RunName, CompletableFuture<SortedRunReader>> openings = new HashMap<>();
  private long bytes;

  RunCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Throws what the opener throws, to all who wait for it; the next one to ask opens again. When
   * the thread that opens is interrupted, those who wait open for themselves.
   */
  SortedRunReader get(TreeLocation location, String id, Supplier<SortedRunReader> opener) {
    RunName name = new RunName(location, id);
    CompletableFuture<SortedRunReader> mine = new CompletableFuture<>();
    CompletableFuture<SortedRunReader> running;
    synchronized (this) {
      SortedRunReader known = runs.get(name);
      if (known != null) {
        return known;
      }
      running = openings.putIfAbsent(name, mine);
    }
    if (running == null) {
      return open(name, opener, mine);
    }
    SortedRunReader opened = await(running);
    return opened == null ? opener.get() : opened;
  }

  synchronized void remove(TreeLocation location, String id) {
    SortedRunReader removed = runs.remove(new RunName(location, id));
    if (removed != null) {
      bytes -= removed.fileBytes();
    }
  }

  private SortedRunReader open(
      RunName name, Supplier<SortedRunReader> opener, CompletableFuture<SortedRunReader> opening) {
    try {
      SortedRunReader opened = opener.get();
      end(name, opened);
      opening.complete(opened);
      return opened;
    } catch (RuntimeException | Error e) {
      end(name, null);
      if (Thread.currentThread().isInterrupted()) {
        opening.cancel(false);
      } else {
        opening.completeExceptionally(e);
      }
      throw e;
    }
  }

  private synchronized void end(RunName name, @Nullable SortedRunReader opened) {
    openings.remove(name);
    if (opened == null || opened.fileBytes() > maxBytes) {
      return;
    }
    runs.put(name, opened);
    bytes += opened.fileBytes();
    Iterator<SortedRunReader> eldest = runs.values().iterator();
    while (bytes > maxBytes) {
      bytes -= eldest.next().fileBytes();
      eldest.remove();
    }
  }

  /** Null when whoever opens has given up. */
  private static @Nullable SortedRunReader await(CompletableFuture<SortedRunReader> opening) {
    try {
      return opening.get();
    } catch (CancellationException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          new Failure.Unavailable("reading the tree was interrupted", Duration.ofSeconds(1)), e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case FailureException failed -> throw new FailureException(failed.failure(), failed);
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
