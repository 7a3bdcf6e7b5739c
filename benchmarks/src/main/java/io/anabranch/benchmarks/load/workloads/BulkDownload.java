package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.RequestTemplate;
import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One large body again and again, from any HTTP server. */
public record BulkDownload(String name, InetSocketAddress server, RequestTemplate request)
    implements Subject {

  private static final int PER_STEP = 20;

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
    return new Downloader(new HttpConnection(server), request);
  }

  private record Downloader(HttpConnection connection, RequestTemplate request) implements Client {

    @Override
    public void run() throws IOException {
      Fixture.expect(200, connection.exchange(request.with(0).duplicate()));
      if (connection.bodyBytes() != Fixture.BULK_BYTES) {
        throw new IOException("got " + connection.bodyBytes() + " bytes");
      }
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
