package io.anabranch.server.stores.cache;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of trees on the local disk, within a total size, those used least lately dropped first. How
 * lately is the time of the file itself, so it outlives the process.
 *
 * <p>Nothing here fails: a disk that is full or cannot be read is told in the log and counted, and
 * then left alone for a while; a damaged file is told, counted and dropped. Files appear whole.
 * Safe for use by many threads.
 */
final class DiskFiles implements AutoCloseable {

  /** How long nothing is written after a write has failed. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(DiskFiles.class);
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

  /** A file that was there at the start. */
  private record Found(String name, long size, FileTime used) {}

  private final CacheFolder folder;
  private final long capacityBytes;
  private final InstantSource clock;
  private final CacheMeters meters;
  private final RecentFiles files;
  private final AtomicLong written = new AtomicLong();
  private volatile Instant resumeAt = Instant.MIN;

  /**
   * Begins with what an earlier process left in the folder.
   *
   * @param background counts what is there; files can be found before it is done
   */
  DiskFiles(
      CacheFolder folder,
      long capacityBytes,
      InstantSource clock,
      Executor background,
      MeterRegistry registry) {
    this.folder = folder;
    this.capacityBytes = capacityBytes;
    this.clock = clock;
    this.files = new RecentFiles(capacityBytes);
    this.meters = new CacheMeters(registry, "disk");
    meters.showBytes(this::bytes);
    background.execute(this::scan);
  }

  /** Null when it is not here, or not as it was written. */
  @Nullable MemorySegment find(FileKey key) {
    MemorySegment content = read(key);
    (content == null ? meters.misses : meters.hits).increment();
    return content;
  }

  /** Keeps a file if there is room and the disk is well. */
  void put(FileKey key, MemorySegment content) {
    long size = CacheFile.size(key, content);
    if (clock.instant().isBefore(resumeAt) || !reserve(size)) {
      return;
    }
    Path growing = folder.growing().resolve(Long.toString(written.incrementAndGet()));
    boolean whole = write(growing, key, content);
    arrive(growing, whole, key.fileName(), size);
  }

  /** Drops a file, if it is here. */
  synchronized void drop(FileKey key) {
    files.remove(key.fileName());
    delete(key.fileName());
  }

  synchronized long bytes() {
    return files.bytes();
  }

  private @Nullable MemorySegment read(FileKey key) {
    String name = key.fileName();
    Path path = folder.files().resolve(name);
    try {
      MemorySegment content = CacheFile.read(path, key);
      if (content == null) {
        meters.damaged.increment();
        log.warn("the cached file {} of {} is damaged and dropped", key.id(), key.location());
        drop(key);
        return null;
      }
      Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
      use(name, CacheFile.size(key, content));
      return content;
    } catch (NoSuchFileException e) {
      remove(name);
      return null;
    } catch (IOException e) {
      trouble("read", e);
      return null;
    }
  }

  private synchronized boolean reserve(long size) {
    if (!files.canReserve(size)) {
      return false;
    }
    evict(files.reserve(size));
    return true;
  }

  private boolean write(Path growing, FileKey key, MemorySegment content) {
    try {
      CacheFile.write(growing, key, content);
      Files.setLastModifiedTime(growing, FileTime.from(clock.instant()));
      return true;
    } catch (IOException e) {
      trouble("written", e);
      return false;
    }
  }

  /** Under the lock, so that no eviction comes between the file and its record. */
  private synchronized void arrive(Path growing, boolean whole, String name, long size) {
    files.release(size);
    if (whole && move(growing, folder.files().resolve(name))) {
      evict(files.use(name, size));
    } else {
      discard(growing);
    }
  }

  private boolean move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      trouble("written", e);
      return false;
    }
  }

  private synchronized void use(String name, long size) {
    evict(files.use(name, size));
  }

  private synchronized void remove(String name) {
    files.remove(name);
  }

  private void evict(List<String> names) {
    meters.evictions.increment(names.size());
    names.forEach(this::delete);
  }

  private void delete(String name) {
    discard(folder.files().resolve(name));
  }

  private void discard(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      trouble("deleted", e);
    }
  }

  private void trouble(String what, IOException e) {
    meters.troubles.increment();
    resumeAt = clock.instant().plus(PAUSE);
    log.warn(
        "a file of the cache in {} could not be {}; trees are read from their stores: {}",
        folder.files(),
        what,
        e.toString());
  }

  /** Of what is there, keeps what was used last and fits, in memory bounded by that. */
  private void scan() {
    PriorityQueue<Found> kept = new PriorityQueue<>(Comparator.comparing(Found::used));
    long bytes = 0;
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder.files())) {
      for (Path path : paths) {
        Found found = NAME.matcher(path.getFileName().toString()).matches() ? look(path) : null;
        if (found != null) {
          kept.add(found);
          bytes += RecentFiles.onDisk(found.size());
        }
        while (bytes > capacityBytes) {
          Found oldest = kept.remove();
          bytes -= RecentFiles.onDisk(oldest.size());
          dropUnknown(oldest);
        }
      }
    } catch (IOException e) {
      trouble("listed", e);
    }
    List<Found> newestFirst = new ArrayList<>(kept);
    newestFirst.sort(Comparator.comparing(Found::used).reversed());
    newestFirst.forEach(this::addOldest);
  }

  private static @Nullable Found look(Path path) throws IOException {
    try {
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Found(
          path.getFileName().toString(), attributes.size(), attributes.lastModifiedTime());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private synchronized void addOldest(Found found) {
    if (!files.addOldest(found.name(), found.size())) {
      evict(List.of(found.name()));
    }
  }

  private synchronized void dropUnknown(Found found) {
    if (!files.contains(found.name())) {
      evict(List.of(found.name()));
    }
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
