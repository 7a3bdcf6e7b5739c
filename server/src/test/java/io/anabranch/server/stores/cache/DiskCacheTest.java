package io.anabranch.server.stores.cache;

import static io.anabranch.server.stores.cache.CountingStore.HERE;
import static io.anabranch.server.stores.cache.RangeStorageContractTest.segment;
import static io.anabranch.server.stores.cache.RangeStorageContractTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.range.RangeStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskCacheTest {

  private static final long BLOCK = 4096;

  @TempDir Path directory;

  private final CountingStore store = new CountingStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong seconds = new AtomicLong(1_000_000);
  private final InstantSource clock = () -> Instant.ofEpochSecond(seconds.incrementAndGet());

  @Test
  void aFileIsReadFromTheStoreOnceAlsoAfterARestart() throws Exception {
    store.write(HERE, "abc", segment("hello"));
    for (int start = 0; start < 3; start++) {
      try (DiskCache cache = open(1 << 20)) {
        assertThat(text(read(cache, "abc"))).isEqualTo("hello");
        assertThat(text(read(cache, "abc"))).isEqualTo("hello");
      }
    }

    assertThat(store.reads).hasValue(1);
    assertThat(count("requests", "outcome", "hit")).isEqualTo(5);
    assertThat(count("requests", "outcome", "miss")).isEqualTo(1);
  }

  @Test
  void whatIsWrittenIsNotReadFromTheStore() throws Exception {
    try (DiskCache cache = open(1 << 20)) {
      cache.over(store, _ -> true).write(HERE, "abc", segment("hello"));

      assertThat(text(read(cache, "abc"))).isEqualTo("hello");
      assertThat(store.reads).hasValue(0);
    }
  }

  @Test
  void filesOfStoresThatAreNearAreNotKept() throws Exception {
    store.write(HERE, "abc", segment("hello"));
    try (DiskCache cache = open(1 << 20)) {
      RangeStorage storage = cache.over(store, _ -> false);
      storage.read(HERE, "abc");
      storage.read(HERE, "abc");
    }

    assertThat(store.reads).hasValue(2);
    assertThat(files()).isEmpty();
  }

  @Test
  void everyBitAndEveryLengthIsChecked() throws Exception {
    store.write(HERE, "abc", segment("a small file"));
    try (DiskCache cache = open(1 << 20)) {
      read(cache, "abc");
      byte[] intact = Files.readAllBytes(files().getFirst());
      List<byte[]> damaged = new ArrayList<>();
      for (int bit = 0; bit < intact.length * Byte.SIZE; bit++) {
        byte[] flipped = intact.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        damaged.add(flipped);
      }
      for (int length = 0; length < intact.length; length++) {
        damaged.add(Arrays.copyOf(intact, length));
      }
      damaged.add(Arrays.copyOf(intact, intact.length + 1));
      for (byte[] bytes : damaged) {
        Files.write(files().getFirst(), bytes);
        assertThat(text(read(cache, "abc"))).isEqualTo("a small file");
      }

      assertThat(store.reads).hasValue(1 + damaged.size());
      assertThat(count("damaged")).isEqualTo(damaged.size());
      assertThat(Files.readAllBytes(files().getFirst())).isEqualTo(intact);
    }
  }

  @Test
  void aFileUnderAnothersNameIsNotTaken() throws Exception {
    store.write(HERE, "abc", segment("one"));
    store.write(HERE, "xyz", segment("two"));
    try (DiskCache cache = open(1 << 20)) {
      read(cache, "abc");
      Path one = files().getFirst();
      read(cache, "xyz");
      Path two = files().stream().filter(file -> !file.equals(one)).findFirst().orElseThrow();
      Files.copy(one, two, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

      assertThat(text(read(cache, "xyz"))).isEqualTo("two");
    }
  }

  @Test
  void theLeastRecentlyUsedGoFirstAlsoAfterARestart() throws Exception {
    try (DiskCache cache = open(3 * BLOCK)) {
      for (String id : List.of("a", "b", "c")) {
        store.write(HERE, id, segment(id));
        read(cache, id);
      }
      read(cache, "a");
    }
    store.write(HERE, "d", segment("d"));
    try (DiskCache cache = open(3 * BLOCK)) {
      read(cache, "d");
      int reads = store.reads.get();
      read(cache, "c");
      read(cache, "a");
      read(cache, "d");
      assertThat(store.reads).as("these three are kept").hasValue(reads);
      read(cache, "b");
      assertThat(store.reads).as("b was used least lately").hasValue(reads + 1);
      assertThat(count("evictions")).isEqualTo(2);
    }
    try (DiskCache _ = open(BLOCK)) {
      assertThat(files()).as("a smaller cache").hasSize(1);
    }
  }

  @Test
  void theSizeHoldsWhileManyReadAndWrite() throws Exception {
    long capacity = 20 * BLOCK;
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] content = new byte[random.nextInt(3 * (int) BLOCK)];
      Arrays.fill(content, (byte) i);
      store.write(HERE, "file" + i, MemorySegment.ofArray(content));
    }
    try (DiskCache cache = open(capacity);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Random mine = new Random(thread);
        readers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    int file = mine.nextInt(60);
                    for (byte b :
                        read(cache, "file" + file)
                            .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)) {
                      assertThat(b).isEqualTo((byte) file);
                    }
                  }
                }));
      }
      for (Future<?> reader : readers) {
        while (!reader.isDone()) {
          assertThat(bytesOnDisk()).isLessThanOrEqualTo(capacity);
        }
        reader.get();
      }
      assertThat(registry.get("anabranch.tree.cache.bytes").gauge().value())
          .isBetween(1.0, (double) capacity);
      assertThat(count("damaged")).isZero();
      assertThat(count("troubles")).isZero();
    }
  }

  @Test
  void whatAKilledServerLeftHalfWrittenIsSwept() throws Exception {
    open(1 << 20).close();
    Path growing = directory.resolve("0/growing");
    Files.writeString(growing.resolve("17"), "half a fi");

    open(1 << 20).close();

    assertThat(growing).isEmptyDirectory();
  }

  @Test
  void twoServersOfOneMachineDoNotMeet() throws Exception {
    store.write(HERE, "abc", segment("hello"));
    try (DiskCache one = open(1 << 20);
        DiskCache two = open(1 << 20)) {
      read(one, "abc");
      read(two, "abc");
    }

    assertThat(store.reads).hasValue(2);
    assertThat(directory.resolve("0/files")).isNotEmptyDirectory();
    assertThat(directory.resolve("1/files")).isNotEmptyDirectory();
  }

  @Test
  void aDiskThatTakesNothingCostsNothingButTheCache() throws Exception {
    store.write(HERE, "abc", segment("hello"));
    try (DiskCache cache = open(1 << 20)) {
      Path growing = directory.resolve("0/growing");
      Files.delete(growing);
      assertThat(text(read(cache, "abc"))).isEqualTo("hello");
      assertThat(text(read(cache, "abc"))).isEqualTo("hello");
      assertThat(count("troubles")).as("left alone after the first").isEqualTo(1);

      Files.createDirectory(growing);
      seconds.addAndGet(DiskFiles.PAUSE.toSeconds());
      read(cache, "abc");
      read(cache, "abc");
      assertThat(store.reads).hasValue(3);
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedTurnsTheCacheOff() throws Exception {
    store.write(HERE, "abc", segment("hello"));
    Files.writeString(directory.resolve("file"), "not a directory");
    try (DiskCache cache =
        DiskCache.open(directory.resolve("file"), 1 << 20, clock, Runnable::run, registry)) {
      assertThat(text(read(cache, "abc"))).isEqualTo("hello");
    }
  }

  private DiskCache open(long bytes) {
    return DiskCache.open(directory, bytes, clock, Runnable::run, registry);
  }

  private MemorySegment read(DiskCache cache, String id) {
    return cache.over(store, _ -> true).read(HERE, id);
  }

  private double count(String name, String... tags) {
    return registry
        .get("anabranch.tree.cache." + name)
        .tag("layer", "disk")
        .tags(tags)
        .counter()
        .count();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("0/files"))) {
      return files.toList();
    }
  }

  private long bytesOnDisk() {
    long bytes = 0;
    try {
      for (Path file : files()) {
        // One that was evicted since has no size any more.
        bytes += Files.exists(file) ? Files.size(file) : 0;
      }
    } catch (IOException e) {
      return 0;
    }
    return bytes;
  }
}
