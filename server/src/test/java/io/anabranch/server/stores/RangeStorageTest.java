package io.anabranch.server.stores;

import static io.anabranch.server.stores.SampleStores.MEM;
import static io.anabranch.server.stores.SampleStores.single;
import static io.anabranch.server.stores.SampleStores.store;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.stores.cache.CachedRangeStorage;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RangeStorageTest {

  private static final TreeLocation HERE = new TreeLocation("", "mem://ns");

  private final StoreMap stores = single(MEM);
  private final RangeStorage storage =
      new BlockstoreRangeStorage(
          new PhysicalAddresses(
              () -> stores, SigningKeys.of(new Secret("k")), Clock.systemUTC(), new Random(1)),
          "_lakefs");
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    readers.close();
  }

  @Test
  void aFileComesBackAndMayBeWrittenAgain() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom("hello");
      storage.write(HERE, "abc", file);
      storage.write(HERE, "abc", file);
    }

    assertThat(storage.read(HERE, "abc").getString(0)).isEqualTo("hello");
    assertThat(stores.get("").blockstore().stat(new PhysicalAddress("ns", "_lakefs/abc")).size())
        .isEqualTo(6);
  }

  @Test
  void aMissingFileIsGoneAndNamed() {
    FailureException thrown =
        catchThrowableOfType(FailureException.class, () -> storage.read(HERE, "abc"));

    assertThat(thrown.failure()).isInstanceOf(Failure.Gone.class);
    assertThat(thrown).hasMessageContaining("ns/_lakefs/abc");
  }

  @ParameterizedTest
  @EnumSource
  void everyFailureOfAStoreNamesTheStore(BlockstoreException.Kind kind) {
    BlockstoreException cause = new BlockstoreException(kind, "why");

    FailureException translated = StoreFailures.translate(store("hot", MEM), cause);

    assertThat(translated).hasMessageStartingWith("Store `hot`: why").hasCause(cause);
    if (kind == BlockstoreException.Kind.FORBIDDEN) {
      assertThat(translated).hasMessageContaining("check the store's credentials");
    }
  }

  @Test
  void manyReadersOfAFileCauseOneRead() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Counting below =
        new Counting(
            _ -> {
              await(go);
              return segment("x");
            });
    RangeStorage cached =
        new CachedRangeStorage(below, 1 << 20, readers, new SimpleMeterRegistry());

    List<Future<MemorySegment>> reads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      reads.add(readers.submit(() -> cached.read(HERE, "abc")));
    }
    go.countDown();
    for (Future<MemorySegment> read : reads) {
      assertThat(text(read.get())).isEqualTo("x");
    }
    cached.read(HERE, "abc");

    assertThat(below.reads).hasValue(1);
  }

  @Test
  void aFailureIsNotKept() {
    Counting below =
        new Counting(
            read -> {
              if (read == 1) {
                throw new FailureException(new Failure.Unavailable("away", Duration.ofSeconds(1)));
              }
              return segment("back");
            });
    RangeStorage cached =
        new CachedRangeStorage(below, 1 << 20, readers, new SimpleMeterRegistry());

    assertThat(catchThrowableOfType(FailureException.class, () -> cached.read(HERE, "abc")))
        .hasMessage("away");
    assertThat(text(cached.read(HERE, "abc"))).isEqualTo("back");
  }

  @Test
  void aReaderWhoGivesUpDoesNotTakeTheReadAway() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Counting below =
        new Counting(
            _ -> {
              started.countDown();
              await(go);
              return segment("x");
            });
    RangeStorage cached =
        new CachedRangeStorage(below, 1 << 20, readers, new SimpleMeterRegistry());
    Future<MemorySegment> first = readers.submit(() -> cached.read(HERE, "abc"));
    await(started);
    Future<MemorySegment> second = readers.submit(() -> cached.read(HERE, "abc"));

    first.cancel(true);
    go.countDown();

    assertThat(text(second.get())).isEqualTo("x");
    assertThat(below.reads).hasValue(1);
  }

  @Test
  void sizeInBytesBoundsTheCache() {
    Counting below = new Counting(_ -> MemorySegment.ofArray(new byte[1000]));
    RangeStorage cached =
        new CachedRangeStorage(below, 5_000, Runnable::run, new SimpleMeterRegistry());

    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        cached.read(HERE, "file" + i);
      }
    }

    assertThat(below.reads.get()).isGreaterThan(180);
  }

  private static final class Counting implements RangeStorage {

    final AtomicInteger reads = new AtomicInteger();
    private final IntFunction<MemorySegment> answer;

    Counting(IntFunction<MemorySegment> answer) {
      this.answer = answer;
    }

    @Override
    public MemorySegment read(TreeLocation location, String id) {
      return answer.apply(reads.incrementAndGet());
    }

    @Override
    public void write(TreeLocation location, String id, MemorySegment file) {
      throw new AssertionError("nothing is written here");
    }

    @Override
    public void forget(TreeLocation location, String id) {
      throw new AssertionError("nothing is forgotten here");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("the read was interrupted", e);
    }
  }

  private static MemorySegment segment(String text) {
    return MemorySegment.ofArray(text.getBytes(UTF_8));
  }

  private static String text(MemorySegment segment) {
    return new String(segment.toArray(JAVA_BYTE), UTF_8);
  }
}
