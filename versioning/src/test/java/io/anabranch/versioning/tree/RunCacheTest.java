package io.anabranch.versioning.tree;

import static io.anabranch.versioning.tree.MemoryRangeStorage.LOCATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.Vectors;
import io.anabranch.versioning.sortedrun.SortedRunReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs are opened once, and forgotten when there are too many. */
class RunCacheTest {

  private static final SortedRunReader RUN =
      SortedRunReader.open(Vectors.segment("three-entries.range.sst"), "run");

  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void manyWhoAskAtOnceOpenOnce() throws Exception {
    RunCache cache = new RunCache(1 << 20);
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SortedRunReader>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(
            threads.submit(
                () ->
                    cache.get(
                        LOCATION,
                        "run",
                        () -> {
                          opening.countDown();
                          await(goOn);
                          return open();
                        })));
        opening.await();
      }
      goOn.countDown();
      for (Future<SortedRunReader> answer : answers) {
        assertThat(answer.get()).isSameAs(RUN);
      }
    }
    assertThat(opened).hasValue(1);
  }

  @Test
  void aFailureIsNotKept() {
    RunCache cache = new RunCache(1 << 20);
    assertThatThrownBy(
            () ->
                cache.get(
                    LOCATION,
                    "run",
                    () -> {
                      throw new FailureException(new Failure.Gone("gone"));
                    }))
        .hasMessage("gone");
    assertThat(cache.get(LOCATION, "run", this::open)).isSameAs(RUN);
  }

  @Test
  void dropsWhatWasNotUsedForLongest() {
    RunCache cache = new RunCache(2 * RUN.fileBytes());
    for (String id : List.of("a", "b", "a", "c", "a", "b")) {
      cache.get(LOCATION, id, this::open);
    }
    // Only b had to be opened again: c took its place, not a's.
    assertThat(opened).hasValue(4);
    RunCache small = new RunCache(RUN.fileBytes() - 1);
    small.get(LOCATION, "a", this::open);
    small.get(LOCATION, "a", this::open);
    assertThat(opened).hasValue(6);
  }

  private SortedRunReader open() {
    opened.incrementAndGet();
    return RUN;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
