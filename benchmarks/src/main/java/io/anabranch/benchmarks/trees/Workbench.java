package io.anabranch.benchmarks.trees;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Trees in a folder: those that were built before are found again. */
final class Workbench implements AutoCloseable {

  static final TreeLocation LOCATION = new TreeLocation("", "file://trees");

  private final Path folder;
  private final TreeSettings settings;
  private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();
  private final FileRangeStorage storage;
  private final Trees trees;

  Workbench(Path folder, TreeSettings settings) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.settings = settings;
    this.storage = new FileRangeStorage(folder);
    this.trees = new Trees(storage, settings, uploads);
  }

  Trees trees() {
    return trees;
  }

  /** The tree of so many objects of a version. */
  MetaRangeId tree(int objects, long version) throws IOException {
    Path note = folder.resolve("tree-%d-%d-%d".formatted(objects, version, settings.raggedness()));
    if (Files.exists(note)) {
      return new MetaRangeId(Files.readString(note));
    }
    long start = System.nanoTime();
    MetaRangeId tree = trees.write(LOCATION, new Objects(version).first(objects));
    Files.writeString(note, tree.value());
    storage.keepCreated();
    System.err.printf(
        "built a tree of %,d objects in %d ranges: %d s%n",
        objects,
        count(trees.ranges(LOCATION, tree)),
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
    return tree;
  }

  static long count(Cursor<?> cursor) {
    long count = 0;
    while (cursor.next() != null) {
      count++;
    }
    return count;
  }

  /** Deletes what was written beside the trees built here. */
  @Override
  public void close() throws IOException {
    uploads.close();
    storage.deleteCreated();
  }
}
