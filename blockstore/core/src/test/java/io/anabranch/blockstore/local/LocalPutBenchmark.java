package io.anabranch.blockstore.local;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Durable puts of 1 KiB a second at 1, 8 and 32 threads, beside a bare loop of write, fsync, rename
 * and fsync of the directory. Rounds alternate, since the disk is shared. Arguments: a directory on
 * the disk in question, then how many rounds of a second (default 5).
 */
public final class LocalPutBenchmark {

  private static final byte[] BODY = new byte[1024];

  private LocalPutBenchmark() {}

  private interface Put {
    void put(int thread, long number) throws IOException;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "put-benchmark");
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path bare = Files.createDirectories(directory.resolve("bare/data"));
    Path temporary = Files.createDirectories(directory.resolve("bare/temporary"));
    try (Blockstore store =
        LocalBlockstore.open(LocalSettings.durable(directory.resolve("store")))) {
      Put bareLoop = (thread, number) -> bare(bare, temporary, thread + "-" + number);
      Put local = (thread, number) -> local(store, "data/partition/" + thread + "-" + number);
      System.out.println("threads  bare/s   store/s  (medians of " + rounds + " rounds)");
      AtomicLong numbers = new AtomicLong();
      rate(bareLoop, 8, numbers);
      rate(local, 8, numbers);
      for (int threads : new int[] {1, 8, 32}) {
        List<Long> bareRates = new ArrayList<>();
        List<Long> localRates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          bareRates.add(rate(bareLoop, threads, numbers));
          localRates.add(rate(local, threads, numbers));
        }
        System.out.printf(
            "%7d  %6d   %7d  bare %s, store %s%n",
            threads, median(bareRates), median(localRates), bareRates, localRates);
      }
    } finally {
      removeAll(directory);
    }
  }

  private static long rate(Put put, int threads, AtomicLong numbers) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int id = thread;
        counts.add(
            pool.submit(
                () -> {
                  long count = 0;
                  while (System.nanoTime() < end) {
                    put.put(id, numbers.incrementAndGet());
                    count++;
                  }
                  return count;
                }));
      }
      long sum = 0;
      for (Future<Long> count : counts) {
        sum += count.get();
      }
      return sum;
    }
  }

  private static void local(Blockstore store, String key) {
    store.put(new PhysicalAddress("bench", key), Content.of(BODY), PutOptions.REPLACE);
  }

  private static void bare(Path directory, Path temporary, String name) throws IOException {
    Path file = temporary.resolve(name);
    try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
      channel.write(ByteBuffer.wrap(BODY));
      channel.force(true);
    }
    Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    }
  }

  private static long median(List<Long> rates) {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }

  private static void removeAll(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
