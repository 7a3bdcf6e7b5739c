package io.anabranch.benchmarks.s3;

import io.anabranch.benchmarks.load.report.ProcessMemory;
import io.anabranch.benchmarks.load.workloads.Fixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Large objects in parts, all at the same time, and what the server takes of memory meanwhile. */
record ManyUploads(Keys keys, Fixture fixture, int uploads, @Nullable Long serverPid) {

  private static final int PARTS = 8;

  /** What came of it, in a sentence; the first failure among it. */
  record Outcome(boolean allSucceeded, String text) {}

  Outcome run() throws IOException, InterruptedException, NoSuchAlgorithmException {
    ByteBuffer part = Fixture.piece(Fixture.BULK_BYTES / PARTS);
    var digest = MessageDigest.getInstance("MD5");
    digest.update(part.duplicate());
    String etag = SigningKey.hex(digest.digest());
    var waits = new AtomicLong();
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(uploads)) {
      for (int i = 0; i < uploads; i++) {
        String path = "/%s/main/parted/%06d".formatted(fixture.repository(), i);
        var upload = new PartedUpload(keys, path, part, etag, PARTS, waits);
        running.add(
            threads.submit(
                () -> {
                  upload.run();
                  return null;
                }));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> failures = failures(running);
    String memory = serverPid == null ? "" : memory(ProcessMemory.read(serverPid));
    return new Outcome(
        failures.isEmpty(),
        String.format(
            Locale.ROOT,
            "%d uploads of %d MiB at once, each in %d parts: %d failed%s, %d times told to wait;"
                + " %.0f s, %.0f MiB/s.%s",
            uploads,
            Fixture.BULK_BYTES >> 20,
            PARTS,
            failures.size(),
            failures.isEmpty() ? "" : " (" + failures.getFirst() + ")",
            waits.get(),
            seconds,
            uploads * (double) (Fixture.BULK_BYTES >> 20) / seconds,
            memory));
  }

  private static List<String> failures(List<Future<?>> ended) throws InterruptedException {
    List<String> failures = new ArrayList<>();
    for (Future<?> each : ended) {
      try {
        each.get();
      } catch (ExecutionException e) {
        failures.add(String.valueOf(e.getCause()));
      }
    }
    return failures;
  }

  private static String memory(ProcessMemory memory) {
    return " Memory of the server: %d MiB at the end, %d MiB at most."
        .formatted(memory.residentMib(), memory.peakMib());
  }
}
