package io.anabranch.benchmarks.imports;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is imported: small objects in folders of a thousand, of which a store is asked directly.
 *
 * @param uri what a server calls all of them
 */
record SourceObjects(Blockstore store, String container, String uri, int count)
    implements AutoCloseable {

  static final String PREFIX = "import-source/";

  private static final int FOLDER = 1_000;
  private static final int WRITERS = 16;

  /** Writes them, if there are not so many already. */
  void write() throws InterruptedException, ExecutionException {
    if (list() == count) {
      return;
    }
    var next = new AtomicInteger();
    List<Future<?>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(() -> writeSome(next)));
      }
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
  }

  private void writeSome(AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      String key = PREFIX + "folder-%05d/object-%07d.parquet".formatted(i / FOLDER, i);
      store.put(
          new PhysicalAddress(container, key), Content.of(new byte[] {1}), PutOptions.REPLACE);
    }
  }

  /** How many the store lists, page by page, in pages as large as those of a server's imports. */
  int list() {
    int listed = 0;
    ListRequest request = ListRequest.of(container, PREFIX);
    ObjectPage page = store.list(request);
    listed += page.objects().size();
    while (page.hasMore()) {
      page = store.list(request.withAfter(page.next()));
      listed += page.objects().size();
    }
    return listed;
  }

  @Override
  public void close() {
    store.close();
  }
}
