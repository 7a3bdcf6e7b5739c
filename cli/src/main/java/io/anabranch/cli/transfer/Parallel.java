package io.anabranch.cli.transfer;

import io.anabranch.cli.console.CliException;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The same for many things, several at once. */
public final class Parallel {

  private Parallel() {}

  /** What is done for each. */
  @FunctionalInterface
  public interface Task<T> {
    void run(T item) throws IOException;
  }

  /**
   * Takes no item before there is room for it. The first failure stops the others and is thrown.
   */
  public static <T> void forEach(Stream<T> items, int atOnce, Task<T> task) throws IOException {
    var room = new Semaphore(atOnce);
    var failure = new AtomicReference<@Nullable Throwable>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        items) {
      var iterator = items.iterator();
      while (failure.get() == null && iterator.hasNext()) {
        T item = iterator.next();
        room.acquire();
        threads.execute(
            () -> {
              try {
                task.run(item);
              } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                threads.shutdownNow();
              } finally {
                room.release();
              }
            });
      }
    } catch (RejectedExecutionException _) {
      // A failure was faster; it is thrown below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
    rethrow(failure.get());
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
