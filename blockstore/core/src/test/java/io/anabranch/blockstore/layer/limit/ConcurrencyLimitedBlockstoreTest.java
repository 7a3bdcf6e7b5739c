package io.anabranch.blockstore.layer.limit;

import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitedBlockstoreTest extends BlockstoreContract {

  private final FaultyBlockstore below =
      new FaultyBlockstore(new MemoryBlockstore(1 << 26, Clock.systemUTC()), 1, Chances.NONE);

  @Override
  protected Blockstore openStore() {
    return new ConcurrencyLimitedBlockstore(
        below, new ConcurrencySettings("lake", 4, 4, Duration.ofMinutes(1)));
  }

  @Test
  void refusesWhatIsTooMuchAndRecovers() throws InterruptedException {
    Blockstore one = oneAtATime();
    put("a", bytes(9));
    CountDownLatch begun = new CountDownLatch(1);
    below.hang(begun);
    Thread hanging = Thread.ofVirtual().start(() -> fails(UNAVAILABLE, () -> one.stat(at("a"))));
    begun.await();

    BlockstoreException failure =
        catchThrowableOfType(BlockstoreException.class, () -> one.stat(at("a")));
    assertThat(failure.kind()).isEqualTo(BUSY);
    assertThat(failure).hasMessageContaining("`lake`");
    MultipartUploads uploads = one.multipart().orElseThrow();
    fails(BUSY, () -> uploads.listUploads(container(), "", "", 1));

    below.hang(null);
    hanging.interrupt();
    hanging.join();
    assertThat(one.stat(at("a")).size()).isEqualTo(9);
  }

  @Test
  void anOpenObjectKeepsItsTurnUntilItIsClosed() {
    Blockstore one = oneAtATime();
    put("a", bytes(9));
    OpenObject object = one.open(at("a"), ReadOptions.WHOLE);

    fails(BUSY, () -> one.open(at("a"), ReadOptions.WHOLE));
    one.put(at("b"), Content.of(bytes(1)), PutOptions.REPLACE);
    object.close();
    object.close();
    fails(NOT_FOUND, () -> one.open(at("missing"), ReadOptions.WHOLE));
    one.open(at("a"), ReadOptions.WHOLE).close();
  }

  private Blockstore oneAtATime() {
    return new ConcurrencyLimitedBlockstore(
        below, new ConcurrencySettings("lake", 1, 1, Duration.ZERO));
  }
}
