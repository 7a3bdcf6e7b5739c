package io.anabranch.benchmarks.clones;

import io.anabranch.benchmarks.server.ServerOptions;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Polling;
import io.anabranch.sdk.model.CloneCreation;
import io.anabranch.sdk.model.CloneStatus;
import io.anabranch.sdk.model.CommitCreation;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/** A repository of small objects, cloned by the server again and again. */
record ServerClones(Anabranch server, ServerOptions options, String original) {

  private static final int WRITERS = 16;

  /** Seldom enough that the questions take nothing from the machine. */
  private static final Polling POLLING = Polling.every(Duration.ofMillis(50));

  void write(int objects, int bytes) {
    server.repositories().createRepository(options.repository(original), null);
    long written =
        IntStream.range(0, objects)
            .boxed()
            .gather(Gatherers.mapConcurrent(WRITERS, i -> upload(i, bytes)))
            .count();
    if (written != objects) {
      throw new IllegalStateException("wrote " + written);
    }
    var _ =
        server.commits().commit(original, "main", new CommitCreation().message("objects"), null);
  }

  private String upload(int number, int bytes) {
    byte[] content = new byte[bytes];
    RandomGenerator.getDefault().nextBytes(content);
    String path = "object-%06d".formatted(number);
    var _ =
        server.contents().upload(original, "main", path, new ByteArrayInputStream(content), bytes);
    return path;
  }

  /** Clones to a fresh repository on another store and waits for the end; how many objects. */
  long copy(String storageId) throws InterruptedException, TimeoutException {
    String name = ServerOptions.freshName("clone");
    var bare = options.repository(name).storageId(storageId);
    var _ = server.repositories().createRepository(bare, true);
    var api = server.clones();
    String task = api.cloneSubmit(original, new CloneCreation().target(name)).getId();
    CloneStatus end = POLLING.until(CloneStatus::getDone, () -> api.cloneStatus(original, task));
    if (end.getError() != null) {
      throw new IllegalStateException(end.getError());
    }
    return end.getCopiedObjects();
  }

  void delete() {
    server.repositories().deleteRepository(original, null);
  }
}
