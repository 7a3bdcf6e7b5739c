package io.anabranch.benchmarks.trees;

import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of a folder, mapped into memory to be read. Written without fsync: it is the engine that is
 * measured.
 */
final class FileRangeStorage implements RangeStorage {

  private final Path folder;
  private final Set<Path> created = ConcurrentHashMap.newKeySet();

  FileRangeStorage(Path folder) {
    this.folder = folder;
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    try (FileChannel channel = FileChannel.open(folder.resolve(id), StandardOpenOption.READ)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    Path target = folder.resolve(id);
    if (!Files.exists(target)) {
      created.add(target);
    }
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = file.asByteBuffer();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There is nothing here that could be read anew. */
  @Override
  public void forget(TreeLocation location, String id) {}

  /** Keeps what was written so far when {@link #deleteCreated} is called. */
  void keepCreated() {
    created.clear();
  }

  void deleteCreated() throws IOException {
    for (Path file : created) {
      Files.delete(file);
    }
    created.clear();
  }
}
