package io.anabranch.benchmarks.clones;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.local.LocalBlockstore;
import io.anabranch.blockstore.local.LocalSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * The least that has to be done: the source is listed, each object opened there and put at the
 * target, which syncs it. Over the folders of the server's own stores, and as many at once as the
 * server's clones have.
 */
final class CopyLoop implements AutoCloseable {

  private static final int PARALLEL = 16;

  private final Blockstore source;
  private final Blockstore target;

  CopyLoop(Path source, Path target) {
    this.source = LocalBlockstore.open(LocalSettings.durable(source));
    this.target = LocalBlockstore.open(LocalSettings.durable(target));
  }

  /** Copies all objects below a prefix to another prefix; how many there were. */
  long copy(String container, String from, String to) {
    return objects(container, from)
        .gather(
            Gatherers.mapConcurrent(
                PARALLEL,
                object -> {
                  String key = to + object.address().key().substring(from.length());
                  return copy(object.address(), new PhysicalAddress(container, key));
                }))
        .count();
  }

  private ObjectInfo copy(PhysicalAddress from, PhysicalAddress to) {
    try (OpenObject object = source.open(from, ReadOptions.WHOLE)) {
      var content = Content.once(object.stream(), object.length());
      return target.put(to, content, PutOptions.REPLACE);
    }
  }

  private Stream<ObjectInfo> objects(String container, String prefix) {
    var request = ListRequest.of(container, prefix);
    return Stream.iterate(
            Optional.of(source.list(request)),
            Optional::isPresent,
            page ->
                page.filter(ObjectPage::hasMore)
                    .map(more -> source.list(request.withAfter(more.next()))))
        .flatMap(page -> page.orElseThrow().objects().stream());
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
