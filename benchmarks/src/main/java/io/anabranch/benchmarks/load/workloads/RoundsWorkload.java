package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.http.Target;
import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;

/**
 * What many small jobs do to one table: each client uploads an object to a branch of its own,
 * commits it, and merges the branch into {@code main}, which all of them move. All must succeed.
 */
record RoundsWorkload(Fixture fixture) implements Subject {

  @Override
  public String name() {
    return Workloads.ROUNDS;
  }

  @Override
  public Client open(int number) throws IOException {
    Target target = fixture.target();
    String branch = "round-%010d".formatted(fixture.numbers().incrementAndGet());
    fixture.createBranch(branch);
    return new Round(
        fixture,
        new HttpConnection(target.address()),
        fixture.upload(branch, branch + "%2F"),
        fixture.commitRequest(branch),
        target.request("POST " + fixture.path("/refs/" + branch + "/merge/main"), "{}"));
  }

  private record Round(
      Fixture fixture,
      HttpConnection connection,
      RequestTemplate upload,
      RequestTemplate commit,
      RequestTemplate merge)
      implements Client {

    @Override
    public void run() throws IOException {
      long number = fixture.numbers().incrementAndGet();
      Fixture.expect(201, connection.exchange(upload.with(number)));
      Fixture.expect(201, connection.exchange(commit.with(0)));
      Fixture.expect(200, connection.exchange(merge.with(0)));
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
