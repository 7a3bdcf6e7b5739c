package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Commits of fresh branches with many staged entries; only the commit itself is timed. */
record CommitWorkload(Fixture fixture, int entries) implements Subject {

  /** Staging more takes long, and is not what is measured. */
  private static final int MANY_ENTRIES = 50_000;

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
      StagedBranch.create(fixture, branch, entries);
    }

    @Override
    public void run() throws IOException {
      Fixture.expect(201, connection.exchange(fixture.commitRequest(branch).with(0)));
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
