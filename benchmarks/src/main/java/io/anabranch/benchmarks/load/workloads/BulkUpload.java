package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Large objects, each to a new path. */
record BulkUpload(Fixture fixture) implements Subject {

  private static final int PER_STEP = 6;

  @Override
  public String name() {
    return "put 64 MiB";
  }

  @Override
  public long bytesPerOperation() {
    return Fixture.BULK_BYTES;
  }

  @Override
  public int operationsPerStep() {
    return PER_STEP;
  }

  @Override
  public Client open(int number) {
    var connection = new HttpConnection(fixture.target().address());
    return new Uploader(fixture, connection, fixture.bulkUpload(), Fixture.piece());
  }

  private record Uploader(
      Fixture fixture, HttpConnection connection, RequestTemplate head, ByteBuffer piece)
      implements Client {

    @Override
    public void run() throws IOException {
      var request = head.with(fixture.numbers().incrementAndGet());
      Fixture.expect(201, connection.exchange(request, piece, Fixture.BULK_PIECES));
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
