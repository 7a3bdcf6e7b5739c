package io.anabranch.benchmarks.load.workloads;

import io.anabranch.benchmarks.load.http.HttpConnection;
import io.anabranch.benchmarks.load.http.NumberedRequest;
import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One request again and again, each time with another number.
 *
 * @param template makes a client's own copy
 * @param numbers called by all clients
 * @param status the only right answer
 */
public record RequestWorkload(
    String name,
    InetSocketAddress server,
    Supplier<? extends NumberedRequest> template,
    LongSupplier numbers,
    int status)
    implements Subject {

  @Override
  public Client open(int number) {
    return new RequestClient(new HttpConnection(server), template.get(), numbers, status);
  }

  private record RequestClient(
      HttpConnection connection, NumberedRequest template, LongSupplier numbers, int status)
      implements Client {

    @Override
    public void run() throws IOException {
      Fixture.expect(status, connection.exchange(template.with(numbers.getAsLong())));
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
