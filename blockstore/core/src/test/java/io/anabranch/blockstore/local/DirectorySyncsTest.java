package io.anabranch.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DirectorySyncsTest {

  private final DirectorySyncs syncs = new DirectorySyncs();

  @Test
  void everyCallerReturns(@TempDir Path directory) throws Exception {
    Path other = Files.createDirectory(directory.resolve("other"));
    List<Boolean> interrupted = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> calls = new ArrayList<>();
      for (int thread = 0; thread < 64; thread++) {
        int id = thread;
        calls.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    if (id % 8 == 0 && i == 10) {
                      Thread.currentThread().interrupt();
                    }
                    syncs.sync(id % 2 == 0 ? directory : other);
                  }
                  return Thread.interrupted();
                }));
      }
      for (Future<Boolean> call : calls) {
        interrupted.add(call.get(20, TimeUnit.SECONDS));
      }
    }

    for (int thread = 0; thread < 64; thread++) {
      assertThat(interrupted.get(thread)).isEqualTo(thread % 8 == 0);
    }
  }

  @Test
  void everyCallerHearsOfAFailure(@TempDir Path directory) throws Exception {
    Path missing = directory.resolve("missing");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> calls = new ArrayList<>();
      for (int thread = 0; thread < 64; thread++) {
        calls.add(
            threads.submit(
                () -> {
                  syncs.sync(missing);
                  return null;
                }));
      }
      for (Future<?> call : calls) {
        assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
            .hasCauseInstanceOf(IOException.class);
      }
    }
    Files.createDirectory(missing);
    syncs.sync(missing);
  }
}
