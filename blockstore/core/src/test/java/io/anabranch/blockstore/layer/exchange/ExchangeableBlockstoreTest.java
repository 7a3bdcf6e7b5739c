package io.anabranch.blockstore.layer.exchange;

import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExchangeableBlockstoreTest extends BlockstoreContract {

  private static final int EXCHANGES = 200;

  private final Blockstore objects = new MemoryBlockstore(1 << 26, Clock.systemUTC());
  private final FaultyBlockstore old = another();

  /** The same objects, and knows when it was closed. */
  private FaultyBlockstore another() {
    return new FaultyBlockstore(objects, 1, Chances.NONE);
  }

  @Override
  protected Blockstore openStore() {
    return new ExchangeableBlockstore(old);
  }

  private ExchangeableBlockstore exchangeable() {
    return (ExchangeableBlockstore) store;
  }

  @Test
  void anOpenObjectKeepsTheOldStoreOpen() throws IOException {
    byte[] bytes = bytes(1000);
    put("object", bytes);
    OpenObject object = store.open(at("object"), ReadOptions.WHOLE);

    exchangeable().exchange(objects);
    int calls = old.calls();
    assertThat(old.isClosed()).isFalse();
    assertThat(store.stat(at("object")).size()).isEqualTo(1000);
    assertThat(old.calls()).isEqualTo(calls);
    assertThat(object.stream().readAllBytes()).isEqualTo(bytes);
    object.close();
    object.close();

    assertThat(old.isClosed()).isTrue();
  }

  @Test
  void aCallUnderWayEndsWithTheOldStore() throws InterruptedException {
    put("object", bytes(9));
    CountDownLatch begun = new CountDownLatch(1);
    old.hang(begun);
    Thread hanging = Thread.ofVirtual().start(() -> fails(UNAVAILABLE, () -> stat("object")));
    begun.await();

    exchangeable().exchange(objects);

    assertThat(old.isClosed()).isFalse();
    hanging.interrupt();
    hanging.join();
    assertThat(old.isClosed()).isTrue();
    assertThat(store.stat(at("object")).size()).isEqualTo(9);
  }

  private void stat(String key) {
    store.stat(at(key));
  }

  @Test
  void failsOnceItIsClosedAndClosesWhatComesLate() {
    put("object", bytes(9));
    store.close();

    assertThat(old.isClosed()).isTrue();
    fails(UNAVAILABLE, () -> stat("object"));
    FaultyBlockstore late = another();
    exchangeable().exchange(late);
    assertThat(late.isClosed()).isTrue();
  }

  @Test
  void exchangesUnderLoadFailNobody() throws InterruptedException, ExecutionException {
    put("object", bytes(9));
    List<FaultyBlockstore> stores = new ArrayList<>(List.of(old));
    AtomicBoolean ended = new AtomicBoolean();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> reading = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        reading.add(
            readers.submit(
                () -> {
                  while (!ended.get()) {
                    assertThat(store.stat(at("object")).size()).isEqualTo(9);
                    store.open(at("object"), ReadOptions.WHOLE).close();
                  }
                }));
      }
      for (int i = 0; i < EXCHANGES; i++) {
        FaultyBlockstore next = another();
        stores.add(next);
        exchangeable().exchange(next);
        store.stat(at("object"));
      }
      ended.set(true);
      for (Future<?> reader : reading) {
        reader.get();
      }
    }

    store.close();
    assertThat(stores).allMatch(FaultyBlockstore::isClosed);
  }
}
