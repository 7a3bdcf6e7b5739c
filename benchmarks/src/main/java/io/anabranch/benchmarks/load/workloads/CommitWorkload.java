package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Commits of fresh branches with many staged entries; only the commit itself is timed. */
record CommitWorkload(Fixture fixture, int entries) implements Subject {

  /** Staging more takes long, and is not what is measured. */
  private static final int MANY_ENTRIES = 50_000;

  private static final int STAGERS = 16;

  @Override
  public String name() {
    return "commit " + entries;
  }

  @Override
  public int operationsPerStep() {
    return entries < MANY_ENTRIES ? 3 : 2;
  }

  @Override
  public Client open(int number) {
    return new Committer();
  }

  private final class Committer implements Client {

    private final HttpConnection connection = new HttpConnection(fixture.target().address());
    private String branch = "";

    @Override
    public void prepare() throws IOException, InterruptedException, ExecutionException {
      branch = "c-%010d".formatted(fixture.numbers().incrementAndGet());
      String json = "{\"name\": \"%s\", \"source\": \"main\"}".formatted(branch);
      fixture.must(201, fixture.target().request("POST " + fixture.path("/branches"), json));
      List<Future<?>> stagers = new ArrayList<>();
      try (var executor = Executors.newFixedThreadPool(STAGERS)) {
        for (int i = 0; i < STAGERS; i++) {
          int first = i;
          stagers.add(
              executor.submit(
                  () -> {
                    stage(first);
                    return null;
                  }));
        }
      }
      for (Future<?> stager : stagers) {
        stager.get();
      }
    }

    private void stage(int first) throws IOException {
      RequestTemplate request = fixture.stage(branch);
      try (var staging = new HttpConnection(fixture.target().address())) {
        for (int i = first; i < entries; i += STAGERS) {
          Fixture.expect(201, staging.exchange(request.with(i)));
        }
      }
    }

    @Override
    public void run() throws IOException {
      var path = fixture.path("/branches/" + branch + "/commits");
      var commit = fixture.target().request("POST " + path, "{\"message\": \"benchmark\"}");
      Fixture.expect(201, connection.exchange(commit.with(0)));
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
