package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** A branch with many staged entries, {@code staged/0000000000} and so on. */
public final class StagedBranch {

  /** The longest page that there is. */
  public static final int PAGE = 1000;

  private static final int STAGERS = 16;

  private StagedBranch() {}

  public static void create(Fixture fixture, String branch, int entries)
      throws IOException, InterruptedException, ExecutionException {
    fixture.createBranch(branch);
    List<Future<?>> stagers = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(STAGERS)) {
      for (int i = 0; i < STAGERS; i++) {
        int first = i;
        stagers.add(
            executor.submit(
                () -> {
                  stage(fixture, branch, first, entries);
                  return null;
                }));
      }
    }
    for (Future<?> stager : stagers) {
      stager.get();
    }
  }

  private static void stage(Fixture fixture, String branch, int first, int entries)
      throws IOException {
    RequestTemplate request = fixture.stage(branch);
    try (var staging = new HttpConnection(fixture.target().address())) {
      for (int i = first; i < entries; i += STAGERS) {
        Fixture.expect(201, staging.exchange(request.with(i)));
      }
    }
  }

  /** Numbers of entries after which there is a whole page yet. */
  public static LongSupplier pages(int entries) {
    return () -> ThreadLocalRandom.current().nextLong(entries - PAGE);
  }
}
