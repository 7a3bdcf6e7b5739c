package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances on one directory, and threads that are interrupted in one of them. */
class LocalSharingTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("container", "object");

  @TempDir Path directory;

  @Test
  void startingAndStoppingLeavesTheWritesOfOthersAlone() throws Exception {
    try (Blockstore first = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      PipedOutputStream body = new PipedOutputStream();
      PipedInputStream stream = new PipedInputStream(body);
      body.write(1);
      Future<?> put =
          threads.submit(() -> first.put(ADDRESS, Content.once(stream, 2), PutOptions.REPLACE));
      open().close();
      body.write(2);
      body.close();
      put.get();

      assertThat(first.stat(ADDRESS).size()).isEqualTo(2);
    }
  }

  @Test
  void removesOnlyWhatTheDeadLeft() throws IOException {
    Path unfinished = directory.resolve(LocalPaths.RESERVED).resolve("unfinished");
    open().close();
    Files.createDirectory(unfinished.resolve("dead"));
    Files.createFile(unfinished.resolve("dead.lock"));
    Files.writeString(unfinished.resolve("dead/1"), "half of an obj");

    try (Blockstore first = open();
        Blockstore second = open()) {
      assertThat(first).isNotSameAs(second);
      assertThat(unfinished.resolve("dead")).doesNotExist();
      assertThat(unfinished.resolve("dead.lock")).doesNotExist();
      assertThat(directories(unfinished)).isEqualTo(2);
    }
    assertThat(directories(unfinished)).isZero();
  }

  @Test
  void anInterruptEndsOneReadingAndNoOther() throws IOException {
    try (Blockstore store = open()) {
      store.put(ADDRESS, Content.of(new byte[1000]), PutOptions.REPLACE);
      try (OpenObject mine = store.open(ADDRESS, ReadOptions.WHOLE);
          OpenObject other = store.open(ADDRESS, ReadOptions.WHOLE)) {
        Thread.currentThread().interrupt();
        assertThat(catchThrowableOfType(IOException.class, () -> mine.stream().read())).isNotNull();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.stream().readAllBytes()).hasSize(1000);
      }
    }
  }

  @Test
  void anInterruptedPutLeavesNothing() {
    try (Blockstore store = open()) {
      Thread.currentThread().interrupt();
      BlockstoreException failure =
          catchThrowableOfType(
              BlockstoreException.class,
              () -> store.put(ADDRESS, Content.of(new byte[1]), PutOptions.REPLACE));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
      assertThat(failure.retryable()).isFalse();
      assertThat(catchThrowableOfType(BlockstoreException.class, () -> store.stat(ADDRESS)).kind())
          .isEqualTo(BlockstoreException.Kind.NOT_FOUND);
    }
  }

  @Test
  void failedPutsLeaveNoFiles() throws IOException {
    try (Blockstore store = open()) {
      BlockstoreException failure =
          catchThrowableOfType(
              BlockstoreException.class,
              () ->
                  store.put(
                      ADDRESS, Content.once(InputStream.nullInputStream(), 5), PutOptions.REPLACE));

      assertThat(failure.kind()).isEqualTo(BAD_CONTENT);
      try (Stream<Path> files = Files.walk(directory)) {
        assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
            .allMatch(name -> name.endsWith(".lock") || name.equals("starting"));
      }
    }
  }

  private LocalBlockstore open() {
    return LocalBlockstore.open(LocalSettings.durable(directory));
  }

  private static long directories(Path parent) throws IOException {
    try (Stream<Path> paths = Files.list(parent)) {
      return paths.filter(Files::isDirectory).count();
    }
  }
}
