package io.anabranch.server.stores.cache;

import static io.anabranch.server.stores.cache.CountingStore.HERE;
import static io.anabranch.server.stores.cache.CountingStore.THERE;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.range.RangeStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every stack of layers over a store must do as the store does. */
final class RangeStorageContractTest {

  private static final long MEGABYTE = 1 << 20;

  enum Layers {
    STORE,
    MEMORY,
    MEMORY_OF_NOTHING,
    DISK,
    DISK_OF_NOTHING,
    BOTH;

    RangeStorage over(RangeStorage store, Path directory) {
      return switch (this) {
        case STORE -> store;
        case MEMORY -> memory(store, MEGABYTE);
        case MEMORY_OF_NOTHING -> memory(store, 0);
        case DISK -> disk(store, directory, MEGABYTE);
        case DISK_OF_NOTHING -> disk(store, directory, 1);
        case BOTH -> memory(disk(store, directory, MEGABYTE), MEGABYTE);
      };
    }
  }

  @TempDir Path directory;

  private final CountingStore store = new CountingStore();

  @ParameterizedTest
  @EnumSource
  void aFileComesBackAndMayBeWrittenAgain(Layers layers) {
    RangeStorage storage = layers.over(store, directory);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment file = arena.allocateFrom("hello");
      storage.write(HERE, "abc", file);
      storage.write(HERE, "abc", file);
    }

    for (int i = 0; i < 3; i++) {
      assertThat(storage.read(HERE, "abc").getString(0)).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalIdsElsewhereAreOtherFiles(Layers layers) {
    RangeStorage storage = layers.over(store, directory);
    storage.write(HERE, "abc", segment("here"));
    assertThat(failure(storage)).isInstanceOf(Failure.Gone.class);
    storage.write(THERE, "abc", segment("there"));

    assertThat(text(storage.read(HERE, "abc"))).isEqualTo("here");
    assertThat(text(storage.read(THERE, "abc"))).isEqualTo("there");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsForgottenComesFromTheStore(Layers layers) {
    RangeStorage storage = layers.over(store, directory);
    storage.write(HERE, "abc", segment("damaged"));
    storage.read(HERE, "abc");
    store.write(HERE, "abc", segment("mended"));

    storage.forget(HERE, "abc");

    assertThat(text(storage.read(HERE, "abc"))).isEqualTo("mended");
    assertThat(text(storage.read(HERE, "abc"))).isEqualTo("mended");
  }

  @ParameterizedTest
  @EnumSource
  void manyThreadsReadWhatWasWritten(Layers layers) throws Exception {
    RangeStorage storage = layers.over(store, directory);
    for (int i = 0; i < 20; i++) {
      store.write(HERE, "file" + i, segment("content " + i));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> reads = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String id = "file" + i % 20;
        reads.add(threads.submit(() -> text(storage.read(HERE, id))));
      }
      for (int i = 0; i < 400; i++) {
        assertThat(reads.get(i).get()).isEqualTo("content " + i % 20);
      }
    }
  }

  private static Failure failure(RangeStorage storage) {
    return catchThrowableOfType(FailureException.class, () -> storage.read(THERE, "abc")).failure();
  }

  static RangeStorage memory(RangeStorage below, long bytes) {
    return new CachedRangeStorage(
        below, bytes, Executors.newVirtualThreadPerTaskExecutor(), new SimpleMeterRegistry());
  }

  private static RangeStorage disk(RangeStorage below, Path directory, long bytes) {
    return DiskCache.open(
            directory,
            bytes,
            InstantSource.system(),
            Executors.newVirtualThreadPerTaskExecutor(),
            new SimpleMeterRegistry())
        .over(below, _ -> true);
  }

  static MemorySegment segment(String text) {
    return MemorySegment.ofArray(text.getBytes(UTF_8));
  }

  static String text(MemorySegment segment) {
    return new String(segment.toArray(JAVA_BYTE), UTF_8);
  }
}
