package io.anabranch.benchmarks.load.limits;

import io.anabranch.benchmarks.load.measure.Subject;
import java.io.IOException;
import java.sql.SQLException;

/** One operation of each, one after the other: what a durable upload cannot do without. */
public record Sequence(String name, Subject first, Subject second) implements Subject {

  @Override
  public int maxClients() throws Exception {
    return Math.min(first.maxClients(), second.maxClients());
  }

  @Override
  public Client open(int number) throws Exception {
    return new Both(first.open(number), second.open(number));
  }

  private record Both(Client first, Client second) implements Client {

    @Override
    public void run() throws Exception {
      first.run();
      second.run();
    }

    @Override
    public void close() throws IOException, SQLException {
      try (first) {
        second.close();
      }
    }
  }
}
