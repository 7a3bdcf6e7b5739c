package io.anabranch.server.stores.cache;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Reads a file once for all who ask for it at the same time. A failed read is told to those who
 * wait for it and is not kept. Safe for use by many threads.
 */
final class SingleFlight {

  private final ConcurrentMap<FileKey, CompletableFuture<MemorySegment>> reads =
      new ConcurrentHashMap<>();
  private final Function<FileKey, MemorySegment> loader;
  private final Executor readers;

  /**
   * @param readers runs the reads, one task each, so that a caller who gives up does not take the
   *     read away from others; it must not queue, so let it be one of virtual threads
   */
  SingleFlight(Function<FileKey, MemorySegment> loader, Executor readers) {
    this.loader = loader;
    this.readers = readers;
  }

  MemorySegment read(FileKey key) {
    CompletableFuture<MemorySegment> mine = new CompletableFuture<>();
    CompletableFuture<MemorySegment> running = reads.putIfAbsent(key, mine);
    if (running == null) {
      readers.execute(() -> finish(key, mine));
    }
    return await(running == null ? mine : running);
  }

  /**
   * Takes the read off the map before anyone hears of its end, so that whoever asks after a failure
   * reads anew and does not join the read that failed.
   */
  private void finish(FileKey key, CompletableFuture<MemorySegment> read) {
    try {
      MemorySegment file = loader.apply(key);
      reads.remove(key, read);
      read.complete(file);
    } catch (RuntimeException | Error e) {
      reads.remove(key, read);
      read.completeExceptionally(e);
    }
  }

  private static MemorySegment await(CompletableFuture<MemorySegment> file) {
    try {
      return file.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          new Failure.Unavailable("The request was given up", Duration.ofSeconds(1)), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailureException failed) {
        throw new FailureException(failed.failure(), failed);
      }
      throw new IllegalStateException("A file of a tree could not be read", e.getCause());
    }
  }
}
