package io.anabranch.server.stores;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Keeps the files of trees that were read lately in memory, up to a total size. A file that many
 * ask for at once is read once. Files never change, so nothing is ever stale; a failed read is not
 * kept.
 */
public final class CachedRangeStorage implements RangeStorage {

  /** What an entry takes beside the file itself. */
  private static final int OVERHEAD_BYTES = 256;

  private record FileKey(TreeLocation location, String id) {}

  private final RangeStorage below;
  private final Cache<FileKey, MemorySegment> files;
  private final ConcurrentMap<FileKey, CompletableFuture<MemorySegment>> reads =
      new ConcurrentHashMap<>();
  private final Executor readers;

  /**
   * @param capacityBytes of all files together
   * @param readers runs the reads, one task each, so that a caller who gives up does not take the
   *     read away from others; it must not queue, so let it be one of virtual threads
   */
  public CachedRangeStorage(RangeStorage below, long capacityBytes, Executor readers) {
    this.below = below;
    this.readers = readers;
    this.files =
        Caffeine.newBuilder()
            .maximumWeight(capacityBytes)
            .<FileKey, MemorySegment>weigher((_, file) -> weight(file))
            .executor(readers)
            .build();
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    FileKey key = new FileKey(location, id);
    MemorySegment file = files.getIfPresent(key);
    return file != null ? file : await(joinRead(key));
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    below.write(location, id, file);
  }

  private CompletableFuture<MemorySegment> joinRead(FileKey key) {
    CompletableFuture<MemorySegment> mine = new CompletableFuture<>();
    CompletableFuture<MemorySegment> running = reads.putIfAbsent(key, mine);
    if (running == null) {
      readers.execute(() -> finish(key, mine));
    }
    return running == null ? mine : running;
  }

  /**
   * Takes the read off the map before anyone hears of its end, so that whoever asks after a failure
   * reads anew and does not join the read that failed.
   */
  private void finish(FileKey key, CompletableFuture<MemorySegment> read) {
    try {
      MemorySegment file = load(key);
      reads.remove(key, read);
      read.complete(file);
    } catch (RuntimeException | Error e) {
      reads.remove(key, read);
      read.completeExceptionally(e);
    }
  }

  /** Looks again first: another read may have ended just before this one began. */
  private MemorySegment load(FileKey key) {
    MemorySegment file = files.getIfPresent(key);
    if (file == null) {
      file = below.read(key.location(), key.id());
      files.put(key, file);
    }
    return file;
  }

  private static int weight(MemorySegment file) {
    return (int) Math.min(Integer.MAX_VALUE, file.byteSize() + OVERHEAD_BYTES);
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
